"""The rooming sheet: one flow from the door of the room to "Ready"."""
