"""What only the host sees: proposals, introductions, the pulse, the digest. Nothing of it is written into output/."""
