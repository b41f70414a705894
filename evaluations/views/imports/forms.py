"""Forms of imports: they check shape, the rules check sense."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import Municipality
from evaluations.importing.proposal import as_date
from evaluations.importing.reviewing import head, texts
from evaluations.importing.uploading import ACCEPTED_SUFFIXES
from evaluations.models import Edition, EvaluationState, ImportState

DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
MOST_FILES = 20
SHOWN_SUFFIXES = [suffix for suffix in (".pdf", ".docx", ".txt", ".md", ".html") if suffix in ACCEPTED_SUFFIXES]


class ManyFiles(forms.ClearableFileInput):
    """A file chooser that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each is checked by the rule that takes it in, so that one bad file leaves the others be."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":  # Any: as Django's own field
        """The files that were sent, at least one."""
        sent = [file for file in (data if isinstance(data, (list, tuple)) else [data]) if file]
        if not sent:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(sent) > MOST_FILES:
            raise forms.ValidationError(_("Choose at most %(most)s files at a time."), params={"most": MOST_FILES})
        return sent


class UploadForm(forms.Form):
    """The report files to read."""

    reports = FilesField(
        label=_("Report files"),
        help_text=_("%(types)s, at most %(size)s MB each. Several files may be chosen at once.")
        % {"types": ", ".join(SHOWN_SUFFIXES), "size": settings.UPLOAD_LIMIT // 1024 // 1024},
        error_messages={"required": _("Choose a file to upload.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reports"].widget.attrs["accept"] = ",".join(ACCEPTED_SUFFIXES)


class ImportFilter(forms.Form):
    """What to look for among imports."""

    text = forms.CharField(label=_("Text"), required=False, max_length=60, widget=forms.SearchInput)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *ImportState.choices])


class EvaluationFilter(forms.Form):
    """What to look for among evaluations."""

    text = forms.CharField(label=_("Text"), required=False, max_length=60, widget=forms.SearchInput)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *EvaluationState.choices])
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1990, max_value=2100)


def _date(text: str) -> None:
    try:
        if not DATE.fullmatch(text):
            raise ValueError(text)
        as_date(text)
    except ValueError:
        raise forms.ValidationError(_("Write a year, a month or a day: 2023, 2023-05 or 2023-05-12.")) from None


def _line_length(text: str) -> None:
    if any(len(line) > 200 for line in text.splitlines()):
        raise forms.ValidationError(_("One evaluator a line, with a comma before the organisation."))


class HeadForm(forms.Form):
    """The head facts of a report."""

    municipality = forms.ChoiceField(label=head.LABELS["municipality"])
    edition = forms.ChoiceField(label=head.LABELS["edition"])
    year = forms.IntegerField(label=head.LABELS["year"], min_value=1990, max_value=2100, localize=False)
    evaluated = forms.CharField(
        label=head.LABELS["evaluated"],
        required=False,
        validators=[_date],
        help_text=_("For example 2023, 2023-05 or 2023-05-12."),
    )
    reported = forms.CharField(label=head.LABELS["reported"], required=False, validators=[_date])
    ordinal = forms.IntegerField(
        label=head.LABELS["ordinal"],
        required=False,
        help_text=_("2 if it is the municipality's second."),
        validators=[MinValueValidator(1), MaxValueValidator(99)],
    )
    previous_year = forms.IntegerField(
        label=head.LABELS["previous_year"], required=False, min_value=1990, max_value=2100
    )
    evaluators = forms.CharField(
        label=head.LABELS["evaluators"],
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[_line_length],
        help_text=_("One a line: name, organisation."),
    )

    def __init__(self, *args: Any, municipalities: list[Municipality], editions: list[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "municipality": [(str(row.pk), row.name) for row in municipalities],
            "edition": [(str(row.pk), row.name) for row in editions],
        }
        for name, rows in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("Choose…")), *rows]


class TextForm(forms.Form):
    """A narrative text of the proposal."""

    title = forms.CharField(label=texts.LABELS["title"], max_length=250)
    subarea_codes = forms.RegexField(
        r"^[\d., ]*$",
        label=texts.LABELS["subarea_codes"],
        required=False,
        max_length=120,
        help_text=_("The numbers of the sub-areas that the text covers, with a space between, such as 4.1 4.2."),
        error_messages={"invalid": _("Write numbers such as 4.1, with a space between.")},
    )
    body = forms.CharField(label=texts.LABELS["body"], required=False, widget=forms.Textarea(attrs={"rows": 16}))
