"""The actions of the screen with their keys, one file a tab; `tui.actions` puts them together."""
