"""The app of the judgement."""

from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    """Criteria, evaluations, import of reports, publication and results."""

    name = "evaluations"

    def ready(self) -> None:
        """Register what the worker does here."""
        from evaluations import tasks  # noqa: F401, PLC0415 - registers by being read, which needs the models
