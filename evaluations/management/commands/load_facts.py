"""Load what ships: the municipalities and the rubric editions. Safe to run at every start."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts import municipalities
from accounts.tenancy import Scope, open_scope
from evaluations import rubrics


class Command(BaseCommand):
    """Adds what is missing, changes nothing that is published."""

    help = "Load the municipalities and the rubric editions that ship with Kompass."

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        """Run as the owner role (manage.py sees to it)."""
        with open_scope(Scope(owner=True)):
            added = municipalities.load_register()
            editions = rubrics.load_shipped(timezone.now())
        self.stdout.write(f"{added} municipalities and {editions} rubric editions were added.")
