"""Citing what is in the archive, in the styles that people and programs ask for. Pure."""
