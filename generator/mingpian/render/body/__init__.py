"""An entry's body as HTML, with what it embeds, its components and its side notes."""
