"""A member's media kit: what organisers, editors and partners ask for, as a page, a curriculum vitae and a zip."""
