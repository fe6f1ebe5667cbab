"""Columns of tables of people: what each is, by its name, and whether it asks them if they may be shown."""
