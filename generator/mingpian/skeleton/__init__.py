"""The site that `mingpian init` makes, in three languages; `{{…}}` are the answers to its questions."""
