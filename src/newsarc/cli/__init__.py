"""The command line: one small file a command; output.py is the only way to a terminal."""
