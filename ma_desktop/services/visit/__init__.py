"""One visit, from the door to the bill."""
