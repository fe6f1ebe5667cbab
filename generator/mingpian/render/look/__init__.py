"""The look of a site: its palette, type, corners, density and width, as custom properties that every theme reads."""
