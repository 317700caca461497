"""Frozen values that travel between the stages. Pure: no file, socket, clock or terminal."""
