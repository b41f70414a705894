"""Who is on which case, until when."""

from datetime import date

from django.db.models import Value

from accounts.memberships import Places
from accounts.models import Membership, Municipality
from evaluations.models import Assignment


def with_places(user_id: int, number: str, today: date) -> tuple[Places, list[Assignment]]:
    """The person's memberships, and the assignments on the case with this number, all valid today, in one statement.

    Needs a scope that names the user. The rows hold what the middleware and the frame read, nothing more.
    """
    members = Membership.objects.filter(user_id=user_id).valid(on=today)
    mine = Assignment.objects.filter(user_id=user_id, number=number).valid(on=today)
    town = ("municipality__slug", "municipality__short_name", "municipality__code")
    rows = members.values_list(Value(0), "id", "role", "display_name", "municipality_id", *town).union(
        mine.values_list("evaluation_id", "id", "part", "display_name", "municipality_id", *town), all=True
    )
    held, assigned = [], []
    for evaluation_id, row_id, word, name, town_id, slug, short_name, code in sorted(rows, key=lambda row: row[:2]):
        town_row = Municipality(id=town_id, slug=slug, short_name=short_name, code=code) if town_id else None
        common = {"id": row_id, "user_id": user_id, "display_name": name, "municipality": town_row}
        if evaluation_id:
            assigned.append(Assignment(evaluation_id=evaluation_id, number=number, part=word, **common))
        else:
            held.append(Membership(role=word, **common))
    return Places(tuple(held)), assigned


def open_for(user_id: int, today: date) -> list[Assignment]:
    """All the person's assignments valid today, newest case first, with their municipality."""
    rows = Assignment.objects.filter(user_id=user_id).valid(on=today).select_related("municipality")
    return list(rows.order_by("-number", "id"))
