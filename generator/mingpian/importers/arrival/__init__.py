"""What is done to texts whatever system they are of: fields, formulas, pictures, what has no text."""
