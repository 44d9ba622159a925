"""The operations, by the names that targets.toml has."""

from collections.abc import Mapping

from benchmarks.operations import (
    asking,
    coding_screen,
    counting,
    deciding,
    exporting,
    importing,
    screen,
    searching,
    starting,
)
from benchmarks.setting import Operation

OPERATIONS: Mapping[str, Operation] = {
    **importing.OPERATIONS,
    **counting.OPERATIONS,
    **searching.OPERATIONS,
    **deciding.OPERATIONS,
    **exporting.OPERATIONS,
    **asking.OPERATIONS,
    **starting.OPERATIONS,
    **screen.OPERATIONS,
    **coding_screen.OPERATIONS,
}
