"""Records for other programs: tables, databases, documents. What a page says is data here, never syntax."""
