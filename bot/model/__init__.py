"""The sentence encoder's model: made from its weights, or fetched as it was published."""
