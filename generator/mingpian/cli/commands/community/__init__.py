"""What the host of a community does, and is told."""
