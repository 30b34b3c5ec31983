"""Set-up, users, settings, backup, import."""
