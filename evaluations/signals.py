"""Messages upward: a result was published; may an own evaluation be taken back?"""

from django.dispatch import Signal

# Sent inside publication's transaction with evaluation, version, by and now; receivers only promise work.
evaluation_published = Signal()

# Sent before a municipality takes its own import back, inside that transaction, with evaluation, by, now and today. A
# receiver answers whether anything stands on the evaluation; where nothing does, it closes what it keeps for it.
own_evaluation_withdrawn = Signal()
