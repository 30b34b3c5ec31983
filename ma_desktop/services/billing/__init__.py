"""Charges and money."""
