"""When nothing changed, or only bodies: builds and previews from the answers that the last build recorded."""
