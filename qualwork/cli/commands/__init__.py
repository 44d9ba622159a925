"""One file a group of commands; typed names are resolved by `cli/resolve.py`, then ids go down.

Sets of options that commands share are in `cli/options.py`; commands import `workbench` and `model`.
"""
