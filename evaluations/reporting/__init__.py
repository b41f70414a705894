"""What a result looks like: one reading of its content for pages and open data."""
