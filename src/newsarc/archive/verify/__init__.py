"""Checking an archive: what is wrong with it, where, and what around it is good. Nothing here writes to it."""
