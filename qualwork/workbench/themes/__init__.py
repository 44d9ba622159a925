"""Theme tree, its drafts, relations, review, quotations and narratives. Stands on `codes` and below."""
