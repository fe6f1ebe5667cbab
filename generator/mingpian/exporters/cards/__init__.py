"""An entry as picture cards, for places where people leaf through pictures: a cover, pages, and a code at the end."""
