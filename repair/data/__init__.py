"""Word lists and tables, each with its source and licence in its head."""
