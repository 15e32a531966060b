"""Footnote: a Discord bot that answers from a curated fact base, with a source and a date on every answer."""
