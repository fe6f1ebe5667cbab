"""Times as calendars need them: rules of repeats and of time zones."""
