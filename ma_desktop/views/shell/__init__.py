"""The frame of the window: bars, docks, palette, lock."""
