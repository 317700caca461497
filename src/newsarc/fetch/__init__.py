"""Gets the bytes of a target: from the web and from local files."""
