"""Which member may have the answer to whose ask, and who can introduce them: index, terms, reasons."""
