"""Whose speech it is: apart from transcripts, because options of the command line name the roles at every start."""

from __future__ import annotations

from typing import Literal, get_args

Role = Literal["participant", "interviewer", "other"]
ROLES: tuple[Role, ...] = get_args(Role)
