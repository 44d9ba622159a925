"""The tabs, a folder each; what all tabs share is `tab_screen.py`."""
