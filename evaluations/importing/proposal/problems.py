"""Why a file could not be read, said to the person who sent it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluations.importing.reading.refusals import UnreadableReport
from evaluations.models import ImportState

UNEXPECTED = "unexpected"
UNEXPECTED_MESSAGE = _(
    "Something went wrong while the file was read. Upload it again; if it fails again, tell support."
)
WAITING = (ImportState.UPLOADED, ImportState.READING)


def problem_text(code: str) -> Promise | str:
    """The sentence of a refusal's code; another one where no refusal has it."""
    return next((each.message for each in UnreadableReport.__subclasses__() if each.code == code), UNEXPECTED_MESSAGE)
