"""Whole stories, as a person would live them."""
