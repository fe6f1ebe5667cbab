"""The studio: entries and settings written in the browser, on the machine where the site is.

Forms come from the declarations of kinds and of settings; a file is changed where a field changes, and nowhere else.
"""
