"""Plain text: its lines, its headers, and where in it the story is."""
