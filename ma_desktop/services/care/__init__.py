"""Orders, specimens, results, medicines given."""
