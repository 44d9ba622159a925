"""How fast the program is, beside the limits of the machine and what others do: run by hand, never a timed test."""
