"""Contact cards: vCards, and names of people by the order of their script."""
