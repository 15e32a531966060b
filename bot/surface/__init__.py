"""Discord: handlers read, ask the service, render and reply."""
