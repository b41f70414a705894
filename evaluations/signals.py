"""The single message upward: a result was published."""

from django.dispatch import Signal

# Sent inside publication's transaction with evaluation, version, by and now; receivers only promise work.
evaluation_published = Signal()
