"""What a municipality does about a result."""
