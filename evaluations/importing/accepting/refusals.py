"""Why a proposal cannot be accepted as it stands: a class a rule, each naming what is to be put right."""

from collections.abc import Iterable

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.errors import RuleViolation


class NotAcceptable(RuleViolation):
    """Something is left to do in the review."""

    code = "not_acceptable"


class AboutPlaces(NotAcceptable):
    """Refuses for the areas or sub-areas it lists."""

    def __init__(self, places: Iterable[object] = ()) -> None:
        self.places = tuple(str(place) for place in places)
        super().__init__(format_lazy("{} {}", self.message, ", ".join(self.places)))


class ContradictionsNotChosen(NotAcceptable):
    """The report contradicts itself and nobody has said which reading holds."""

    code = "contradictions_not_chosen"
    message = _("The report contradicts itself. Choose a reading for each contradiction first.")


class MunicipalityMissing(NotAcceptable):
    """No municipality."""

    code = "municipality_missing"
    message = _("Choose which municipality the report is about.")


class AboutAnother(NotAcceptable):
    """The report is another municipality's than the place it is imported into."""

    code = "about_another_municipality"
    message = _("The report is about")

    def __init__(self, name: str, here: str) -> None:
        self.name = name
        rest = format_lazy("{} {}.", _("Only reports can be imported here that are about"), here)
        super().__init__(format_lazy("{} {}. {}", self.message, name, rest))


class YearMissing(NotAcceptable):
    """No year."""

    code = "year_missing"
    message = _("State the year in which the evaluation was carried out.")


class EditionNotFound(NotAcceptable):
    """No edition."""

    code = "edition_not_found"
    message = _("Choose the edition of the criteria that the report uses.")


class AreasNotMatched(AboutPlaces):
    """The areas of the report are not those of the edition."""

    code = "areas_not_matched"
    message = _("The report must have each area of the edition once. Look at area")


class SubareasNotMatched(AboutPlaces):
    """A sub-area without, or two with the same, sub-area of the edition."""

    code = "subareas_not_matched"
    message = _("Each sub-area must be matched with one of its own in the edition. Look at")


class PointsMissing(AboutPlaces):
    """Points are missing."""

    code = "points_missing"
    message = _("Points are missing for")


class PointsTooHigh(AboutPlaces):
    """More points than there are to have."""

    code = "points_too_high"
    message = _("The points are higher than the highest possible for")


class SameApprover(NotAcceptable):
    """The second person is the first one, or not employed by SKR."""

    code = "same_approver"
    message = _("Choose somebody else at SKR to approve: not you, and not the person who uploaded the report.")


class EvaluationExists(NotAcceptable):
    """The municipality has an evaluation of that year."""

    code = "evaluation_exists"
    message = _("The municipality already has an evaluation of that year.")


class CaseChangedMeanwhile(NotAcceptable):
    """Somebody else cancelled the municipality's evaluation, or put another in its place, in the same moment."""

    code = "case_changed_meanwhile"
    message = _("Somebody else has just changed the municipality's evaluation of that year. Accept again.")


class ResultPublished(NotAcceptable):
    """The result of that year is public."""

    code = "result_published"
    message = _(
        "The municipality's result of that year is published, so a newer file cannot change it."
        " Open a correction of the result instead."
    )


class EditionDiffers(NotAcceptable):
    """A newer file of another edition: its rows do not answer to those that stand."""

    code = "edition_differs"
    message = _(
        "The municipality's evaluation of that year stands on another edition of the criteria."
        " Undo its import first, or choose the same edition."
    )


class AboutAnotherMunicipality(NotAcceptable):
    """The case is another municipality's."""

    code = "about_another_municipality_than_the_case"
    message = _("The report is about another municipality than the case.")


class ReplacedByNewer(NotAcceptable):
    """A newer file was accepted over this one."""

    code = "replaced_by_newer"
    message = _("A newer file has changed the evaluation since. Undo that import first.")
