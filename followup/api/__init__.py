"""Improvement opportunities, decisions and actions in the API: the same rules as the pages, found the same way."""
