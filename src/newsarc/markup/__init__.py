"""Mark-up that is made bearable for a parser: pure, and linear in time."""
