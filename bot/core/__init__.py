"""What an entry is and when we answer: values and decisions, with no clock, no disk and no network."""
