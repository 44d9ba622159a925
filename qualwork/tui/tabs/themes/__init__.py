"""The Themes tab."""
