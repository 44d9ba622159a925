"""The Read tab."""
