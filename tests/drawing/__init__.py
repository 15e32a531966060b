"""Drawing timelines."""
