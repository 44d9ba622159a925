"""The Review tab."""
