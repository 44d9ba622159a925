"""The log shown, compared, told in words, undone. Stands on `base`."""
