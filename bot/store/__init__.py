"""Keeping revisions: packs as files, and an append-only log in a database."""
