"""Tables, codebooks and lists of codings that researchers keep beside their interviews.

YAML, CSV, XLSX and ODS, read with the line of whatever is wrong.
"""
