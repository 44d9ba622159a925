"""The Terms tab."""
