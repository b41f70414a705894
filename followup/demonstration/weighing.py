"""What Ekhult thinks its improvement opportunities take and give; the rest waits in the matrix's tray."""

from collections.abc import Mapping
from datetime import datetime

from accounts.editing import Edit
from accounts.roles import Actor
from evaluations.models import Finding
from followup import planning
from followup.models import Plan

# Area and place: effort, expected effect.
WEIGHED = {
    "1.1": ("medium", "high"),
    "1.2": ("low", "medium"),
    "1.3": ("low", "high"),
    "2.1": ("low", "high"),
    "2.2": ("medium", "medium"),
    "3.1": ("low", "low"),
    "3.2": ("medium", "high"),
    "4.1": ("high", "high"),
    "4.2": ("high", "medium"),
    "4.4": ("high", "low"),
    "6.1": ("low", "medium"),
    "8.1": ("medium", "medium"),
}


def weigh(plan: Plan, lead: Actor, findings: Mapping[str, Finding], now: datetime) -> None:
    """Say it of those that the plan's result holds."""
    for code, (effort, effect) in WEIGHED.items():
        if code in findings:
            edit = Edit({}, {"effort": effort, "expected_effect": effect})
            planning.prioritise(plan, findings[code], lead, edit, now=now)
