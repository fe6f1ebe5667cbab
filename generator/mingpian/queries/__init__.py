"""What rendering may ask of a site: the closed list of questions, and the frozen views that answer them."""
