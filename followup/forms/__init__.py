"""Forms of plans and actions: they check shape, the rules check sense."""
