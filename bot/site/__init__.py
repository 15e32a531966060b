"""The public site of a base: static pages that any web server, or none, can show."""
