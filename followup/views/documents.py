"""The plan on paper: as a page to print, as Word and as PDF; of the work as it stands, or of an adopted copy."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import needs
from accounts.requests import KompassRequest
from followup.documents.content import read
from followup.documents.paper import Adoption, Paper, paper_of
from followup.documents.pdf import pdf_of
from followup.documents.word import word_of
from followup.documents.words import headings
from followup.forms.documents import DocumentForm
from followup.models import Plan, PlanCopy
from followup.planning.copying import content_of
from followup.views.finding import chosen_plan, crumbs, plans_of, sees_copy_only


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file: what makes it, and what a browser calls it."""

    make: Callable[[Paper], bytes]
    media_type: str
    ending: str


FORMS = {
    "word": Form(word_of, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "pdf": Form(pdf_of, "application/pdf", "pdf"),
}


@require_safe
@needs("read_plan")
def plan_print(request: KompassRequest, municipality: str, number: int | None = None) -> HttpResponse:
    """The plan, or the adopted copy with this number, as a page to print, with the choice of what it holds."""
    plan, copy = _meant(request, number)
    paper, form = _paper(request, municipality, plan, copy)
    start = "plan_copy_" if copy else "plan_"
    place = [municipality, copy.number] if copy else [municipality]
    context = {
        "title": paper.title,
        "pdf_url": reverse(f"{start}pdf", args=place) + form.asked,
        "word_url": reverse(f"{start}word", args=place) + form.asked,
        "breadcrumbs": crumbs(request, None, _("Print view")),
        "slug": municipality,
        "plan": plan,
        "copy": copy,
        "paper": paper,
        "say": headings(),
        "form": form,
    }
    return render(request, "followup/plans/print.html", context)


@require_safe
@needs("read_plan")
def plan_file(request: KompassRequest, municipality: str, form: str, number: int | None = None) -> HttpResponse:
    """The same as a Word file or PDF."""
    plan, copy = _meant(request, number)
    paper, _form = _paper(request, municipality, plan, copy)
    kind = FORMS[form]
    return attached(kind.make(paper), kind.media_type, f"{paper.file_name}.{kind.ending}")


def attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to keep, which nobody between stores and no browser opens as anything else."""
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _meant(request: KompassRequest, number: int | None) -> tuple[Plan, PlanCopy | None]:
    """The plan and, where a number is given, its copy. Raises Http404 for work that the reader does not see."""
    plan = chosen_plan(request, plans_of(request))
    if plan is None:
        raise Http404
    if number is not None:
        copy: PlanCopy | None = PlanCopy.objects.visible_to(request.actor).filter(plan=plan, number=number).first()
        if copy is None:
            raise Http404
        return plan, copy
    if sees_copy_only(request.actor):
        raise Http404
    return plan, None


def _paper(request: KompassRequest, municipality: str, plan: Plan, copy: PlanCopy | None) -> tuple[Paper, DocumentForm]:
    kept = read(copy.content if copy else content_of(plan))
    form = DocumentForm(request.GET, kept)
    adoption = None
    if copy:
        adoption = Adoption(copy.body, copy.adopted_on, copy.reference, copy.number, copy.sha256)
    elif plan.adopted_on:
        adoption = Adoption(plan.adopted_body, plan.adopted_on, plan.adopted_reference, 0)
    paper = paper_of(
        kept,
        form.choice,
        place=municipality,
        state_of_plan=plan.state,
        adoption=adoption,
        is_copy=copy is not None,
        made_on=timezone.localdate(copy.at) if copy else request.today,
    )
    return paper, form
