"""Words of a corpus as arrays: index, patterns, term tables, word lists, concordances, derivatives.

The word rule itself lives in `model/units.py`.
"""
