"""Pages of imports: the list, the upload, the proposal and its corrections, and what becomes of it."""
