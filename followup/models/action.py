"""Actions: what is done, by whom, until when, and how far it has come."""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.identifiers import uuid7
from accounts.tenancy import MunicipalManager, MunicipalModel, ScopedQuerySet


class ActionStatus(models.TextChoices):
    """Stored states; late is computed from the date, blocked is a flag."""

    NOT_STARTED = "not_started", _("not started")
    IN_PROGRESS = "in_progress", _("in progress")
    PAUSED = "paused", _("paused")
    DONE = "done", pgettext_lazy("action", "done")
    EFFECT_SHOWN = "effect_shown", _("effect shown")
    CANCELLED = "cancelled", pgettext_lazy("action", "cancelled")


OPEN = (ActionStatus.NOT_STARTED, ActionStatus.IN_PROGRESS, ActionStatus.PAUSED)
UNDER_WAY = (ActionStatus.NOT_STARTED, ActionStatus.IN_PROGRESS)


class Level(models.TextChoices):
    """Priority, effort and expected effect."""

    LOW = "low", _("low")
    MEDIUM = "medium", _("medium")
    HIGH = "high", _("high")


class Light(models.TextChoices):
    """How it goes, in a report: green on track, yellow at risk, red off track."""

    GREEN = "green", _("on track")
    YELLOW = "yellow", _("risk")
    RED = "red", _("deviates")


def is_late(on: date, prefix: str = "") -> models.Q:
    """Late on this local date: due before it and under way, or paused and past the resume date."""

    def all_of(**conditions: object) -> models.Q:
        return models.Q(**{prefix + name: value for name, value in conditions.items()})

    under_way, slept_in = all_of(status__in=UNDER_WAY), all_of(status=ActionStatus.PAUSED, resume_on__lt=on)
    return all_of(due__lt=on) & (under_way | slept_in)


def shown_state(on: date, prefix: str = "") -> models.Case:
    """The one word for an action where there is room for one, as Action.shown_state says it: late before blocked."""
    return models.Case(
        models.When(is_late(on, prefix), then=models.Value("late")),
        models.When(**{f"{prefix}is_blocked": True}, then=models.Value("blocked")),
        default=models.F(f"{prefix}status"),
        output_field=models.CharField(),
    )


IS_OPEN = models.Q(status__in=OPEN)
IS_NOBODYS = models.Q(owner=None) & (models.Q(owner_text="") | models.Q(owner_left=True))


class ActionQuerySet(ScopedQuerySet):
    """Actions."""

    def visible_to(self, by: Any) -> Self:
        """Those of the scope's municipality; the shared ones for SKR's administrators, by policy."""
        if by.scope.municipality:
            return self.filter(municipality_id=by.scope.municipality)
        return self if by.scope.house == "admin" else self.none()

    def open(self) -> Self:
        """Not started, in progress or paused."""
        return self.filter(status__in=OPEN)

    def overdue(self, on: date) -> Self:
        """Late on this local date."""
        return self.filter(is_late(on))

    def without_date(self) -> Self:
        """Open without a due date: never late, counted apart."""
        return self.open().filter(due=None)

    def without_owner(self) -> Self:
        """Open, and nobody's: neither a member nor a text, or whose owner has left."""
        return self.filter(IS_OPEN & IS_NOBODYS)

    def blocked(self) -> Self:
        """Held up, with a note on who can unblock."""
        return self.filter(is_blocked=True)

    def counts(self, on: date) -> dict[str, int]:
        """How many are open, late, blocked, nobody's and without a due date; one query."""
        conditions = {
            "open": IS_OPEN,
            "late": is_late(on),
            "blocked": models.Q(is_blocked=True),
            "without_owner": IS_OPEN & IS_NOBODYS,
            "without_date": IS_OPEN & models.Q(due=None),
            "done": models.Q(status__in=[ActionStatus.DONE, ActionStatus.EFFECT_SHOWN]),
        }
        return self.aggregate(**{name: models.Count("pk", filter=each) for name, each in conditions.items()})

    def with_helpers(self) -> Self:
        """Annotated with helper_ids, which `require` asks for."""
        helpers = ActionHelper.objects.filter(action_id=models.OuterRef("pk")).order_by("id").values("membership_id")
        return self.annotate(helper_ids=ArraySubquery(helpers))

    def helped_by(self, memberships: frozenset[int]) -> Self:
        """With one of these memberships among the helpers."""
        return self.filter(
            models.Exists(ActionHelper.objects.filter(action_id=models.OuterRef("pk"), membership_id__in=memberships))
        )


class Action(MunicipalModel):
    """One action of a plan, numbered Å-12 in its municipality."""

    helper_ids: list[int]  # memberships; annotated by with_helpers()

    key = models.UUIDField(default=uuid7, unique=True, editable=False)
    number = models.PositiveIntegerField(_("number"))
    plan = models.ForeignKey("followup.Plan", models.PROTECT, related_name="actions")
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("what is to be done"), blank=True)
    intended_result = models.TextField(_("intended result"), blank=True)
    note = models.TextField(_("note"), blank=True)
    owner = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, blank=True, related_name="+")
    owner_text = models.CharField(_("owner without an account"), max_length=120, blank=True)
    owner_left = models.BooleanField(default=False)  # the owner's membership ended: «saknar ansvarig»
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    resources = models.TextField(_("resources"), blank=True)
    reference = models.CharField(_("reference"), max_length=60, blank=True)  # registration number: KS 2027/15
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("tags"))
    start = models.DateField(_("start"), null=True, blank=True)
    due = models.DateField(_("due date"), null=True, blank=True)
    first_due = models.DateField(_("first due date"), null=True, blank=True)
    times_moved = models.PositiveSmallIntegerField(default=0)
    priority = models.CharField(_("priority"), max_length=6, choices=Level, blank=True)
    effort = models.CharField(_("effort"), max_length=6, choices=Level, blank=True)
    expected_effect = models.CharField(_("expected effect"), max_length=6, choices=Level, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=ActionStatus, default=ActionStatus.NOT_STARTED)
    started_on = models.DateField(_("started"), null=True, blank=True)
    is_blocked = models.BooleanField(_("blocked"), default=False)
    blocked_note = models.TextField(_("what blocks it"), blank=True)
    blocked_by = models.CharField(_("who can unblock"), max_length=120, blank=True)
    pause_reason = models.TextField(_("why it is paused"), blank=True)
    resume_on = models.DateField(_("resumes"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)
    effect_seen_how = models.TextField(_("how the effect will be seen"), blank=True)
    effect_look_on = models.DateField(_("when to look for the effect"), null=True, blank=True)
    effect_on = models.DateField(_("effect shown"), null=True, blank=True)
    effect_text = models.TextField(_("the effect"), blank=True)
    cancel_reason = models.TextField(_("why it was cancelled"), blank=True)
    status_before = models.CharField(max_length=12, choices=ActionStatus, blank=True)  # of a cancelled one
    light = models.CharField(_("traffic light"), max_length=6, choices=Light, blank=True)
    percent = models.PositiveSmallIntegerField(_("percent done"), null=True, blank=True)
    forecast = models.DateField(_("forecast"), null=True, blank=True)
    reported_at = models.DateTimeField(_("last reported"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))
    version = models.PositiveIntegerField(default=1)

    objects = MunicipalManager.from_queryset(ActionQuerySet)()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="action_number_once_a_municipality"),
            models.UniqueConstraint(fields=["municipality", "id"], name="action_municipality_id"),
            models.CheckConstraint(
                name="action_done_has_date",
                condition=~models.Q(status__in=[ActionStatus.DONE, ActionStatus.EFFECT_SHOWN])
                | models.Q(done_on__isnull=False),
            ),
            models.CheckConstraint(
                name="action_effect_has_date",
                condition=~models.Q(status=ActionStatus.EFFECT_SHOWN)
                | (models.Q(effect_on__isnull=False) & ~models.Q(effect_text="")),
            ),
            models.CheckConstraint(
                name="action_paused_has_resume_date",
                condition=~models.Q(status=ActionStatus.PAUSED)
                | (models.Q(resume_on__isnull=False) & ~models.Q(pause_reason="")),
            ),
            models.CheckConstraint(
                name="action_cancelled_has_reason",
                condition=~models.Q(status=ActionStatus.CANCELLED)
                | (~models.Q(cancel_reason="") & ~models.Q(status_before="")),
            ),
            models.CheckConstraint(
                name="action_blocked_only_under_way",
                condition=models.Q(is_blocked=False)
                | (models.Q(status__in=UNDER_WAY) & ~models.Q(blocked_note="") & ~models.Q(blocked_by="")),
            ),
            models.CheckConstraint(
                name="action_first_due_with_due", condition=models.Q(due=None) | models.Q(first_due__isnull=False)
            ),
            models.CheckConstraint(
                name="action_ends_after_start",
                condition=models.Q(start=None) | models.Q(due=None) | models.Q(due__gte=models.F("start")),
            ),
            models.CheckConstraint(
                name="action_owner_is_member_or_text", condition=models.Q(owner=None) | models.Q(owner_text="")
            ),
            models.CheckConstraint(
                name="action_percent_to_hundred", condition=models.Q(percent=None) | models.Q(percent__lte=100)
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "plan", "due"], name="action_plan_due"),
            models.Index(fields=["owner"], name="action_owner"),
        ]

    def __str__(self) -> str:
        return f"Å-{self.number} {self.title}"

    @property
    def label(self) -> str:
        """The number as people see it."""
        return f"Å-{self.number}"

    @property
    def is_open(self) -> bool:
        """Not started, in progress or paused."""
        return self.status in OPEN

    def is_overdue(self, on: date) -> bool:
        """Late on this local date, as ActionQuerySet.overdue says it."""
        if self.due is None or self.due >= on:
            return False
        if self.status == ActionStatus.PAUSED:
            return self.resume_on is not None and self.resume_on < on
        return self.status in UNDER_WAY

    def shown_state(self, on: date) -> str:
        """The one word where there is room for one: a blocked action stays late, so late is said first."""
        if self.is_overdue(on):
            return "late"
        return "blocked" if self.is_blocked else str(self.status)


class ActionFinding(MunicipalModel):
    """An improvement opportunity that an action answers."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="links")
    finding = models.ForeignKey("evaluations.Finding", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [models.UniqueConstraint(fields=["action", "finding"], name="action_finding_once")]
        indexes = [models.Index(fields=["municipality", "finding"], name="action_finding_finding")]

    def __str__(self) -> str:
        return f"{self.action_id} → {self.finding_id}"


class ActionHelper(MunicipalModel):
    """A member who helps with an action."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="helper_rows")
    membership = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("helper")
        verbose_name_plural = _("helpers")
        constraints = [models.UniqueConstraint(fields=["action", "membership"], name="action_helper_once")]

    def __str__(self) -> str:
        return f"{self.action_id} {self.membership_id}"
