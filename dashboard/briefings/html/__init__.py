"""A briefing as HTML: one file that needs nothing but a browser."""
