"""What happens to an action."""
