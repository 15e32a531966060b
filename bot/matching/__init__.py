"""The engine: text in, entries with a confidence out. Nothing here knows a disk, a database or a clock."""
