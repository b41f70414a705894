"""Addresses of the judgement, a file a prefix: skr, cases, results, municipality."""
