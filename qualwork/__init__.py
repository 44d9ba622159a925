"""qualwork: a workbench for qualitative thematic analysis in the terminal."""

__version__ = "0.1.0"
