"""Who speaks where: labels found in a text, turns made of them, roles proposed.

Knows no file format and no database.
"""
