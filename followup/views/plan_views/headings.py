"""The words above a group of actions."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from followup.forms.filters import LEVELS, STATUSES


def words_of(key: object, group: str, areas: Mapping[int, str]) -> str:
    """The area's title, the unit, the owner, the status, the priority or the tag; or that there is none."""
    if not key:
        return _nothing(group)
    if group == "area":
        return f"{key}. {areas.get(int(str(key)), '')}"
    words = dict([*STATUSES, *LEVELS]) if group in ("status", "priority") else {}
    return str(words.get(str(key), key))


def _nothing(group: str) -> str:
    words = {
        "area": _("Without area"),
        "unit": _("Without unit"),
        "owner": _("Without owner"),
        "priority": _("Without priority"),
        "tag": _("Without tag"),
    }
    return words.get(group, "")
