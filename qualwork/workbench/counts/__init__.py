"""Terms, families, screening, matrices, charts. Stands on `themes` and below."""
