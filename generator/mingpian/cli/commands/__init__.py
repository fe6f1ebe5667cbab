"""One file a command; it is imported when it is called."""
