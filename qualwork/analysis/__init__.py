"""Model values and arrays to tables; never writes."""
