"""What a case holds before publication (points, texts, draft findings), and the lasting identity of a finding."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import uuid7
from accounts.tenancy import FencedModel, RowClass


class FindingKind(models.TextChoices):
    """The kinds of finding that a report gives an area; only an improvement opportunity asks for a decision."""

    STRENGTH = "strength", _("strength")
    IMPROVEMENT = "improvement", _("improvement opportunity")
    EXAMPLE = "example", _("good example")


class CaseContent(FencedModel):
    """A row of a case's content: of one evaluation, with its municipality and whose evaluation it is."""

    row_class: ClassVar[RowClass] = RowClass.CASE_CONTENT

    evaluation = models.ForeignKey("evaluations.Evaluation", models.PROTECT, related_name="%(class)ss")
    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, related_name="+")
    is_own = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta(FencedModel.Meta):
        abstract = True


class Score(CaseContent):
    """The points of one area or (subarea set) sub-area; decimals inside, whole in print."""

    area = models.ForeignKey("evaluations.Area", models.PROTECT, related_name="+")
    subarea = models.ForeignKey("evaluations.Subarea", models.PROTECT, null=True, blank=True, related_name="+")
    achieved = models.DecimalField(_("points"), max_digits=7, decimal_places=3)
    maximum = models.DecimalField(_("highest points"), max_digits=7, decimal_places=3)

    class Meta(CaseContent.Meta):
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "area", "subarea"], name="score_once_a_subarea", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="score_between_zero_and_highest",
                condition=models.Q(achieved__gte=0, achieved__lte=models.F("maximum")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.achieved}/{self.maximum}"


class Text(CaseContent):
    """A narrative text of an area under its heading; «Allmänt» is the area's own."""

    area = models.ForeignKey("evaluations.Area", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("heading"), max_length=250)
    body = models.TextField(_("text"))  # Markdown, small subset
    subarea_codes = ArrayField(
        models.CharField(max_length=8), default=list, blank=True
    )  # a merged heading covers several

    class Meta(CaseContent.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = [models.UniqueConstraint(fields=["evaluation", "area", "position"], name="text_once_a_place")]

    def __str__(self) -> str:
        return self.title


class DraftFinding(CaseContent):
    """A strength, improvement opportunity or good example before publication; `key` becomes the finding's."""

    key = models.UUIDField(default=uuid7, editable=False)
    area = models.ForeignKey("evaluations.Area", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=FindingKind)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("text"))
    subarea_code = models.CharField(_("sub-area"), max_length=8, blank=True)
    named = models.ForeignKey(
        "accounts.Municipality", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("municipality")
    )

    class Meta(CaseContent.Meta):
        verbose_name = _("draft finding")
        verbose_name_plural = _("draft findings")
        constraints = [models.UniqueConstraint(fields=["evaluation", "key"], name="draft_finding_key_once")]

    def __str__(self) -> str:
        return self.text[:60]


class Finding(FencedModel):
    """The lasting identity of a finding; its words stand in the published versions.

    A municipality's own finding and the one of SKR's that took it over have the same key.
    """

    row_class = RowClass.RESULT

    key = models.UUIDField(default=uuid7, editable=False)
    evaluation = models.ForeignKey("evaluations.Evaluation", models.PROTECT, related_name="findings")
    municipality = models.ForeignKey("accounts.Municipality", models.PROTECT, related_name="+")
    is_own = models.BooleanField(default=False)
    kind = models.CharField(_("kind"), max_length=12, choices=FindingKind)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "id"], name="finding_municipality_id"),
            models.UniqueConstraint(fields=["evaluation", "key"], name="finding_key_once"),
        ]

    def __str__(self) -> str:
        return str(self.key)
