"""The one door to the network: only commands that say so go through it, never a build."""
