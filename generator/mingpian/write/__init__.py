"""From bytes to output/: only what changed, atomically, and nothing that is not ours."""
