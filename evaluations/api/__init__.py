"""Results in the API."""
