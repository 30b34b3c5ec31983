"""Booking and finding."""
