"""Tests of the terminal interface, through keys and mouse."""
