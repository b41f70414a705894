"""The views of the action plan: one query, drawn as table, board, timeline, calendar and matrix."""
