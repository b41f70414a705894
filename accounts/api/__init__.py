"""People's half of the API, and what every call shares."""
