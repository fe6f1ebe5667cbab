"""The owner of an old site as its theme showed them: accounts, address for mail, one line, picture."""
