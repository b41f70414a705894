"""Publishing a ready evaluation, and sending it back, each on a page that says what will happen."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.errors import RuleViolation
from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.models import Evaluation, EvaluationState
from evaluations.publication import check_publishable, publish, send_back
from evaluations.views.cases import find_case


class PublishForm(forms.Form):
    """The version of the case that was looked at, and for a correction its reason."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Reason of the correction"),
        help_text=gettext_lazy("Shown publicly beside the new version."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def __init__(self, *args: object, is_correction: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not is_correction:
            del self.fields["reason"]


class SendBackForm(forms.Form):
    """The reason, and the version of the case that was looked at."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("What must be corrected before the result can be published."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("publish")
def case_publish(request: KompassRequest, number: str) -> HttpResponse:
    """Say what publication does, and do it."""
    case = find_case(request, number)
    is_correction = case.state == EvaluationState.READY and case.latest_version is not None
    form = PublishForm(request.POST or None, initial={"version": case.version}, is_correction=is_correction)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            version = publish(
                case,
                request.actor,
                now=request.now,
                today=request.today,
                version=given["version"],
                reason=given.get("reason", ""),
            )
        except RuleViolation as refusal:
            return _back_with(request, case, refusal)
        messages.success(request, _("The result is published as version %(number)s.") % {"number": version.number})
        return redirect("case", number=number)
    if request.method != "POST":
        try:
            check_publishable(case, request.actor)
        except RuleViolation as refusal:
            return _back_with(request, case, refusal)
    context = {"title": _("Publish the result"), "case": case, "form": form, "is_correction": is_correction}
    return render(request, "evaluations/cases/publish.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("send_back")
def case_send_back(request: KompassRequest, number: str) -> HttpResponse:
    """Ask for the reason, and send the case back."""
    case = find_case(request, number)
    form = SendBackForm(request.POST or None, initial={"version": case.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            send_back(case, request.actor, reason=given["reason"], now=request.now, version=given["version"])
        except RuleViolation as refusal:
            return _back_with(request, case, refusal)
        messages.success(request, _("The evaluation was sent back. The reason is shown on its page."))
        return redirect("case", number=number)
    context = {"title": _("Send the evaluation back"), "case": case, "form": form}
    return render(request, "evaluations/cases/send_back.html", context)


def _back_with(request: KompassRequest, case: Evaluation, refusal: RuleViolation) -> HttpResponse:
    messages.error(request, str(refusal))
    return redirect("case", number=case.number)
