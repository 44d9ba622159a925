"""Manuscripts read as paragraphs with what marks a quotation, one reader a format.

Used by the quotation check only; imports the container helpers of `formats`.
"""
