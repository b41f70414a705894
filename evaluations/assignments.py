"""Who is on which case, until when."""

from datetime import date

from evaluations.models import Assignment


def of(user_id: int, number: str, today: date) -> list[Assignment]:
    """The person's assignments on the case with this number, valid today; needs a scope that names the user."""
    return list(Assignment.objects.filter(user_id=user_id, number=number).valid(on=today).order_by("id"))


def open_for(user_id: int, today: date) -> list[Assignment]:
    """All the person's assignments valid today, newest case first, with their municipality."""
    rows = Assignment.objects.filter(user_id=user_id).valid(on=today).select_related("municipality")
    return list(rows.order_by("-number", "id"))
