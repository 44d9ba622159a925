"""The command line: one file a group of commands."""

import gc

# What a start imports stays until the end: looking through it for garbage again and again costs a tenth of it.
gc.set_threshold(100_000, 20, 100)
