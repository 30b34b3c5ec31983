"""What the Schedule panel is made of."""
