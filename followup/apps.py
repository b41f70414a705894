"""The app of what is done about a result."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """Plans, decisions, actions and progress: knows evaluations, is unknown to it."""

    name = "followup"

    def ready(self) -> None:
        """Register what the worker does here, and listen for published results and for people who come and go."""
        from accounts import signals  # noqa: PLC0415 - needs the models
        from evaluations.signals import evaluation_published, own_evaluation_withdrawn  # noqa: PLC0415 - needs the models
        from followup import receivers, tasks  # noqa: F401, PLC0415 - tasks registers by being read

        evaluation_published.connect(receivers.promise_plan, dispatch_uid="followup.promise_plan")
        own_evaluation_withdrawn.connect(receivers.keep_own_evaluation, dispatch_uid="followup.keep_own_evaluation")
        signals.membership_ended.connect(receivers.let_owner_go, dispatch_uid="followup.let_owner_go")
        signals.role_changed.connect(receivers.let_go_of_role, dispatch_uid="followup.let_go_of_role")
        signals.owner_texts_sought.connect(receivers.find_owner_texts, dispatch_uid="followup.find_owner_texts")
        signals.owner_texts_claimed.connect(receivers.give_actions, dispatch_uid="followup.give_actions")
