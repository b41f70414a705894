"""Swedish formats where Django's own would read 10/11/2026 as 11 October."""
