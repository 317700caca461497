"""Reads the parts of a page: body, title, people, dates, credits. Pure."""
