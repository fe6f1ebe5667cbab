"""A card without git: the form that a member fills in, and what the host does with what comes back.

    declaration → form (page, issue form, columns) → what comes in → proposal on the desk → accepted file

Nothing that comes in is trusted; nothing of it is published before the host accepts it.
"""
