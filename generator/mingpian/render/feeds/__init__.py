"""Feeds: entries as they are carried, in the words of each format, and what a feed says of itself around them."""
