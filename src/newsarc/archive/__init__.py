"""Keeps records: the on-disk format, its checks, and the rules of what is new."""
