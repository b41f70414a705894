"""Files and links of an action; some of them evidence of its effect."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import uuid7
from accounts.tenancy import MunicipalModel


class ScanState(models.TextChoices):
    """What a scanner says of a file; empty where the installation has none."""

    WAITING = "waiting", _("being checked")
    CLEAN = "clean", _("checked")
    REFUSED = "refused", _("in quarantine")


_OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "application/pdf": "PDF",
    f"{_OFFICE}wordprocessingml.document": "Word",
    f"{_OFFICE}spreadsheetml.sheet": "Excel",
    f"{_OFFICE}presentationml.presentation": "PowerPoint",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/webp": "WebP",
    "text/plain": _("text"),
}


class Attachment(MunicipalModel):
    """A file (stored_name) or a link (url), removed by a mark, never deleted by a click."""

    key = models.UUIDField(default=uuid7, unique=True, editable=False)
    action = models.ForeignKey("followup.Action", models.PROTECT, related_name="attachments")
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("link"), max_length=500, blank=True)
    stored_name = models.CharField(max_length=100, blank=True)
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    detected_type = models.CharField(max_length=100, blank=True)
    scan_state = models.CharField(max_length=8, choices=ScanState, blank=True)
    is_evidence = models.BooleanField(_("evidence of effect"), default=False)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("file or link")
        verbose_name_plural = _("files and links")
        constraints = [
            models.CheckConstraint(
                name="attachment_is_file_or_link",
                condition=(models.Q(url="") & ~models.Q(stored_name=""))
                | (~models.Q(url="") & models.Q(stored_name="")),
            )
        ]
        indexes = [models.Index(fields=["action"], name="attachment_action")]

    def __str__(self) -> str:
        return self.title

    @property
    def type_name(self) -> str:
        """What the file is, by its content."""
        return str(TYPES.get(self.detected_type, "OpenDocument"))

    @property
    def short_hash(self) -> str:
        """The first signs of its checksum: enough to tell two files apart."""
        return self.sha256[:8]

    @property
    def is_held(self) -> bool:
        """Not served: the scanner has not looked at it yet, or has stopped it."""
        return self.scan_state in (ScanState.WAITING, ScanState.REFUSED)
