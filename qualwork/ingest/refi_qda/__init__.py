"""REFI-QDA projects and codebooks of any program, read into interchange values.

Imports the text readers of `formats`; writing them lives in `export/refi_qda`.
"""
