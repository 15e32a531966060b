"""What one can do: ask, look up, keep packs in step. Plain and synchronous; today's date is an argument."""
