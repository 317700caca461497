"""The WARC format (ISO 28500): records as bytes and back. Knows nothing of news; opens no file."""
