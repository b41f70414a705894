"""The app of the judgement."""

from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    """Criteria, evaluations, import of reports, publication and results."""

    name = "evaluations"
