"""Small parts used everywhere the same."""
