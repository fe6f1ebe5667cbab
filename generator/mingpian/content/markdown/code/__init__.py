"""Code in bodies: blocks, lexing, highlighting, and the colours of the highlighting."""
