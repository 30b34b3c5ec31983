"""Everything that Qt draws."""
