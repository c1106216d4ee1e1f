"""Records as plain data for others: JSON Schema and schema.org."""
