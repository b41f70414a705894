"""The app of what is done about a result."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """Plans, decisions, actions and progress: knows evaluations, is unknown to it."""

    name = "followup"
