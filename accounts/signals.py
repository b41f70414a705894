"""What happens to people, told upwards: accounts knows no plan, and followup listens."""

from django.dispatch import Signal

# A membership no longer holds. Arguments: membership, by, now, today.
membership_ended = Signal()

# A membership goes on under another role. Arguments: membership, by, now, today.
role_changed = Signal()

# Somebody is about to become a member: receivers answer with the texts that may mean them. Arguments: name, title.
owner_texts_sought = Signal()

# A new member says which of those texts they are. Arguments: membership, texts, by, now, today.
owner_texts_claimed = Signal()
