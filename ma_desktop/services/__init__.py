"""What the practice does: a file named with a verb changes the record, one named with a noun reads it."""
