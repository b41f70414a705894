"""A report file on its way to a result, and the proposal read from it: every value with its place and quoted line."""

from typing import Any, ClassVar, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tenancy import FencedModel, RowClass, ScopedManager, ScopedQuerySet
from evaluations.models.evaluation import Precision
from evaluations.models.finding import FindingKind


class ImportState(models.TextChoices):
    """The steps of an import."""

    UPLOADED = "uploaded", _("uploaded")
    READING = "reading", _("being read")
    FAILED = "failed", _("could not be read")
    PROPOSED = "proposed", _("to be reviewed")
    ACCEPTED = "accepted", _("accepted")
    UNDONE = "undone", _("undone")
    ABANDONED = "abandoned", _("abandoned")


class ReportImportQuerySet(ScopedQuerySet):
    """Imports."""

    def visible_to(self, by: Any) -> Self:
        """SKR's imports for its administrators, an offer once it has its number; a case's for its team; one's own."""
        scope = by.scope
        if scope.municipality:
            return self.filter(municipality_id=scope.municipality, is_own=True)
        if scope.evaluation:
            return self.filter(evaluation_id=scope.evaluation)
        return self.filter(is_own=False, number__gt=0) if scope.house == "admin" else self.none()

    def matching(self, text: str) -> Self:
        """Those whose file, municipality or number holds the text; all where it is empty."""
        if not text:
            return self
        found = models.Q(file_name__icontains=text) | models.Q(municipality_name__icontains=text)
        found |= models.Q(municipality__name__icontains=text)
        return self.filter(found | models.Q(number=int(text)) if text.isdecimal() else found)


class ReportImport(FencedModel):
    """One uploaded report file, what was read in it, and what became of it."""

    row_class = RowClass.CASE_CONTENT

    number = models.PositiveIntegerField(_("number"), default=0)  # SKR's or its own series; 0: an offer has none yet
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    is_own = models.BooleanField(default=False)
    municipality = models.ForeignKey(
        "accounts.Municipality", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("municipality")
    )
    evaluation = models.ForeignKey(
        "evaluations.Evaluation", models.PROTECT, null=True, blank=True, related_name="imports"
    )
    edition = models.ForeignKey("evaluations.Edition", models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"))
    batch = models.UUIDField(null=True, blank=True, editable=False)  # of files that were sent together
    offered_from = models.ForeignKey(
        "evaluations.Evaluation", models.PROTECT, null=True, blank=True, related_name="offers"
    )
    offer_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    offered = models.JSONField(null=True, blank=True)  # the values accepted by the municipality that offers them
    replacing = models.JSONField(default=dict, blank=True)  # into a case that was there: what stood, what goes
    file_name = models.CharField(_("file"), max_length=200)
    stored_name = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    declared_type = models.CharField(max_length=100, blank=True)
    detected_type = models.CharField(max_length=20, blank=True)
    problem = models.TextField(_("problem"), blank=True)

    municipality_name = models.CharField(_("municipality as written"), max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    evaluated_on = models.DateField(_("carried out"), null=True, blank=True)
    evaluated_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    reported_on = models.DateField(_("date of the report"), null=True, blank=True)
    reported_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    ordinal = models.PositiveSmallIntegerField(_("which evaluation of the municipality"), null=True, blank=True)
    previous_year = models.PositiveSmallIntegerField(_("year of the previous evaluation"), null=True, blank=True)
    evaluators = models.JSONField(_("evaluators"), default=list)
    sources = models.JSONField(default=dict)  # head fact → {page, line, box, quote, sure, why}
    version = models.PositiveIntegerField(default=1)

    objects = ScopedManager.from_queryset(ReportImportQuerySet)()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("report import")
        verbose_name_plural = _("report imports")
        constraints = [
            models.CheckConstraint(
                name="import_accepted_has_evaluation",
                condition=~models.Q(state=ImportState.ACCEPTED)
                | models.Q(evaluation__isnull=False, municipality__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=models.Q(is_own=False, number__gt=0),
                name="import_number_once_at_skr",
            ),
            models.UniqueConstraint(
                fields=["municipality", "number"],
                condition=models.Q(is_own=True),
                name="import_number_once_a_municipality",
            ),
            models.CheckConstraint(
                name="import_without_number_is_an_offer",
                condition=models.Q(number__gt=0) | models.Q(offered_from__isnull=False),
            ),
            models.CheckConstraint(
                name="import_offered_is_of_skr",
                condition=models.Q(offered_from=None) | models.Q(is_own=False, municipality__isnull=False),
            ),
            models.CheckConstraint(
                name="import_own_has_municipality",
                condition=models.Q(is_own=False) | models.Q(municipality__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="import_sha256")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def offered_keys(self) -> dict[int, UUID]:
        """Of an offer: the keys that its findings have at the municipality, by the proposal's row."""
        return {int(row): UUID(key) for row, key in (self.offered or {}).get("keys", {}).items()}


def place_text(page: int | None, line: int | None) -> str:
    """A place free of language: «page 12» where there are pages, else «line 340», else nothing."""
    if page:
        return f"page {page}"
    return f"line {line}" if line else ""


class ReportPage(FencedModel):
    """A page of the file as the reviewer sees it: a picture where the format has pages, and its lines.

    A file without pages is cut into sheets of lines.
    """

    row_class = RowClass.CASE_CONTENT

    report_import = models.ForeignKey(ReportImport, models.PROTECT, related_name="pages")
    number = models.PositiveSmallIntegerField()
    picture = models.CharField(max_length=100, blank=True)  # the name of the kept PNG
    width = models.PositiveSmallIntegerField(default=0)  # pixels of the picture
    height = models.PositiveSmallIntegerField(default=0)
    lines = models.JSONField(default=list)  # [{line, text, box}]

    class Meta:
        verbose_name = _("page of a report")
        verbose_name_plural = _("pages of a report")
        constraints = [models.UniqueConstraint(fields=["report_import", "number"], name="report_page_once")]

    def __str__(self) -> str:
        return str(self.number)


class Proposed(FencedModel):
    """A value of the proposal: where it was read, the line it stood on, how sure the reading is and why not."""

    row_class: ClassVar[RowClass] = RowClass.CASE_CONTENT

    report_import = models.ForeignKey(ReportImport, models.PROTECT, related_name="%(class)ss")
    area_number = models.PositiveSmallIntegerField()
    page = models.PositiveSmallIntegerField(null=True, blank=True)
    line = models.PositiveIntegerField(null=True, blank=True)
    box = ArrayField(models.FloatField(), size=4, null=True, blank=True)  # shares of the page, from its upper left
    quote = models.TextField(blank=True)
    is_sure = models.BooleanField(default=True)
    why = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def place(self) -> str:
        """Where the value stands, free of language: «page 12» or «line 340»; empty where nobody knows."""
        return place_text(self.page, self.line)


class ProposedArea(Proposed):
    """An area as read; both titles where section and overview differ."""

    title = models.CharField(max_length=250)
    title_in_overview = models.CharField(max_length=250, blank=True)
    achieved = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    maximum = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    in_section = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    area = models.ForeignKey("evaluations.Area", models.PROTECT, null=True, blank=True, related_name="+")
    rubrics = ArrayField(models.CharField(max_length=250), default=list, blank=True)  # as the section announces them

    class Meta:
        verbose_name = _("proposed area")
        verbose_name_plural = _("proposed areas")
        constraints = [models.UniqueConstraint(fields=["report_import", "area_number"], name="proposed_area_once")]

    def __str__(self) -> str:
        return f"{self.area_number} {self.title}"


class ProposedSubarea(Proposed):
    """A sub-area of the overview as read, with the edition's sub-area it was matched with."""

    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=8, blank=True)
    title = models.CharField(max_length=250)
    achieved = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    maximum = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    subarea = models.ForeignKey("evaluations.Subarea", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("proposed sub-area")
        verbose_name_plural = _("proposed sub-areas")

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class ProposedFinding(Proposed):
    """A strength, improvement opportunity or good example as read; the reviewer rewords, splits, moves and drops it."""

    kind = models.CharField(max_length=12, choices=FindingKind)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("text"))
    subarea_code = models.CharField(_("sub-area"), max_length=8, blank=True)
    named = models.ForeignKey(
        "accounts.Municipality", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("municipality")
    )
    is_dropped = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("proposed finding")
        verbose_name_plural = _("proposed findings")
        constraints = [
            models.CheckConstraint(
                name="proposed_example_names_somebody",
                condition=models.Q(kind=FindingKind.EXAMPLE, named__isnull=False)
                | (~models.Q(kind=FindingKind.EXAMPLE) & models.Q(named=None)),
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]


class ProposedText(Proposed):
    """A narrative text under its heading, with the sub-areas it covers."""

    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("heading"), max_length=250)
    body = models.TextField(_("text"))
    subarea_codes = ArrayField(models.CharField(max_length=8), default=list, blank=True)

    class Meta:
        verbose_name = _("proposed text")
        verbose_name_plural = _("proposed texts")

    def __str__(self) -> str:
        return self.title


class ProposedContradiction(Proposed):
    """A place where the report contradicts itself, with both readings; accepting waits until one is chosen."""

    kind = models.CharField(max_length=20)
    facts = models.JSONField()
    choice = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("contradiction")
        verbose_name_plural = _("contradictions")

    def __str__(self) -> str:
        return self.kind
