"""One file a command: it parses, calls one use case, renders, and says how it ended."""
