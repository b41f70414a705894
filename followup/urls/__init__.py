"""Addresses of what is done about a result, a file a step: overview, decisions, plan, documents."""
