"""Finds records again."""
