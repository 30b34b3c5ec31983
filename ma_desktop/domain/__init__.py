"""Pure rules: no I/O, no screen, no tables; the day and the time are passed in."""
