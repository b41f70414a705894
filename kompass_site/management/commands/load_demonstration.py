"""Load the demonstration: invented municipalities, people, results and plans. Safe to run at every start."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts import demonstration as people
from accounts.tenancy import Scope, open_scope
from evaluations import demonstration as results
from followup import demonstration as plans

SINCE_PUBLICATION = timedelta(days=240)  # time for a plan to be half worked


class Command(BaseCommand):
    """Adds what is missing; refused where demonstration is off."""

    help = "Load invented municipalities, people, published evaluations and plans for demonstration."

    def handle(self, *args: Any, **options: Any) -> None:  # Any: Django's own signature
        """Run as the owner role (manage.py sees to it). Raises CommandError in production."""
        if not settings.DEMONSTRATION:
            raise CommandError("Demonstration data are loaded in development only.")
        now = timezone.now()
        today = timezone.localdate(now)
        with open_scope(Scope(owner=True)):
            people.load(today)
        published = results.publish_reports(now - SINCE_PUBLICATION, today - SINCE_PUBLICATION)
        made = plans.load_plans(now, today)
        self.stdout.write(
            "The demonstration is loaded." if published or made else "The demonstration was loaded before."
        )
