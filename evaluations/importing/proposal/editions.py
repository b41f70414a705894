"""The stored editions in the form that reading a report recognises them by."""

from accounts.roles import Actor
from evaluations.models import Edition
from evaluations.rubric_files import ShippedArea, ShippedEdition, ShippedSubarea


def stored_editions(by: Actor) -> tuple[ShippedEdition, ...]:
    """Every edition that the reader of the file may see, drafts too where they may; oldest first."""
    rows = Edition.objects.visible_to(by).order_by("key").prefetch_related("areas__subareas")
    return tuple(
        ShippedEdition(
            row.key,
            row.name,
            tuple(
                ShippedArea(
                    area.number,
                    area.title,
                    tuple(area.aliases),
                    tuple(
                        ShippedSubarea(each.code, each.title, int(each.max_points), tuple(each.aliases))
                        for each in sorted(area.subareas.all(), key=lambda subarea: subarea.number)
                    ),
                    int(area.max_points),
                )
                for area in row.areas.all()
            ),
        )
        for row in rows
    )
