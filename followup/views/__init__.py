"""Pages of plans and actions: find, call, answer."""
