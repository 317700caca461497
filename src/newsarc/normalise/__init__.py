"""Makes parts comparable: text, dates, names, addresses, publisher, origin, language. Pure."""
