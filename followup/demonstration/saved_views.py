"""Views of Ekhult's plan that its people come back to."""

from datetime import datetime

from accounts.roles import Actor
from followup.saved_filters import save_filter

SHARED = (
    ("Att ta upp i ledningsgruppen", "table", "status=late&group=unit"),
    ("Börja här: liten insats, stor effekt", "table", "effort=low&effect=high&status=open"),
)


def save_views(lead: Actor, now: datetime) -> None:
    """Two that the coordinator shares with everybody, and one that is hers."""
    for name, view, query in SHARED:
        save_filter(lead, name=name, view=view, query=query, is_shared=True, now=now)
    save_filter(lead, name="Mina på tavlan", view="board", query="owner=me", is_shared=False, now=now)
