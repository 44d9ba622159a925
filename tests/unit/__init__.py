"""Tests of single rooms, mirroring `qualwork/`."""
