"""The host's desk in the studio: what waits for a decision, each a click. All of it is done by the pieces of `host/`
that the commands use."""
