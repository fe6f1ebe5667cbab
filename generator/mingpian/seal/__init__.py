"""What was here, and when: digests of a site's sources, signed by the owner, stamped by an authority on request."""
