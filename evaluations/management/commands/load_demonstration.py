"""Load the demonstration: invented municipalities, people and one published evaluation. Safe to run at every start."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts import demonstration as people
from accounts.tenancy import Scope, open_scope
from evaluations import demonstration


class Command(BaseCommand):
    """Adds what is missing; refused where demonstration is off."""

    help = "Load invented municipalities, people and a published evaluation for demonstration."

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        """Run as the owner role (manage.py sees to it). Raises CommandError in production."""
        if not settings.DEMONSTRATION:
            raise CommandError("Demonstration data are loaded in development only.")
        now = timezone.now()
        today = timezone.localdate(now)
        with open_scope(Scope(owner=True)):
            people.load(today)
        published = demonstration.publish_earlier_report(now, today)
        self.stdout.write("The demonstration is loaded." if published else "The demonstration was loaded before.")
