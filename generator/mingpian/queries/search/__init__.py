"""What the search index of a language is made of."""
