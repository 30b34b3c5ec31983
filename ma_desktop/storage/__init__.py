"""The encrypted record: opening, keys, migrations, the chained log, backup, search index."""
