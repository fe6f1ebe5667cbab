"""From entries to one immutable Site, and the questions that may be asked of it."""
