"""Whether the addresses of sources still lead to a page: asks the open web alone, politely, and writes nothing."""
