"""Questions asked in front of a screen."""
