"""Stories run the command line inside the test process, in an empty folder."""

from tests.cli.conftest import folder, qualwork

__all__ = ["folder", "qualwork"]
