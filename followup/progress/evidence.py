"""What shows the effect of an action: files and links, and measurements of its indicators."""

from collections.abc import Collection

from followup.models import Action, ActionStatus, Attachment, Measurement, ScanState
from followup.progress.refusals import EvidenceStands


def evidence_of(action: Action) -> set[tuple[str, int]]:
    """Each as its kind and id; a file that the scanner refused shows nothing."""
    files = Attachment.objects.filter(action_id=action.pk, is_evidence=True, removed_at=None)
    files = files.exclude(scan_state=ScanState.REFUSED)
    figures = Measurement.objects.filter(
        indicator__action_id=action.pk, indicator__removed_at=None, is_evidence=True, withdrawn_at=None
    )
    return {("attachment", pk) for pk in files.values_list("pk", flat=True)} | {
        ("measurement", pk) for pk in figures.values_list("pk", flat=True)
    }


def keep_evidence(action: Action, without: Collection[tuple[str, int]]) -> None:
    """Refuse to take these away where the shown effect then rests on nothing."""
    if action.status == ActionStatus.EFFECT_SHOWN:
        stands = evidence_of(action)
        if stands and stands.issubset(without):
            raise EvidenceStands
