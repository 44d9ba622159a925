"""Files to model values: one reader a format, no database."""
