"""From the bytes of files to typed entries."""
