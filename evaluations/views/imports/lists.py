"""All imports."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.views.imports.finding import imports_of
from evaluations.views.imports.forms import ImportFilter

ROWS = 50


@require_safe
@needs("read_imports")
def imports(request: KompassRequest) -> HttpResponse:
    """Imports, newest first, with what became of each."""
    rows = imports_of(request).order_by("-number")
    form = ImportFilter(request.GET)
    if form.is_valid():
        rows = rows.matching(form.cleaned_data["text"])
        if form.cleaned_data["state"]:
            rows = rows.filter(state=form.cleaned_data["state"])
    context = {
        "title": _("Imports"),
        "form": form,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "evaluations/imports/list.html", context)
