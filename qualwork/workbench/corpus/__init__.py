"""The words and extracts of a project in memory. Stands on `base` and `log`."""
