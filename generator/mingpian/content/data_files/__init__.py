"""Files of data beside the entries: topics, matches, what members publish elsewhere, tables for components."""
