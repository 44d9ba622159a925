"""The Define tab."""
