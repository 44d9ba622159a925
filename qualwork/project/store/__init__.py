"""The file itself: opened, guarded, written only by decisions, chained, backed up, rescued, migrated.

The lowest floor of the project room; it may import `tables` and nothing above.
"""
