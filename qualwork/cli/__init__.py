"""The command line: options, typed names made ids, results printed.

Imports `workbench` and `model` only; what a start loads is what help is made of.
"""

import gc

# What a start imports stays until the end: looking through it for garbage again and again costs a tenth of it.
gc.set_threshold(100_000, 20, 100)
