"""What hangs on an action: comments, files and links."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import files
from accounts.errors import NotPermitted, RuleViolation
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.roles import require
from followup import progress
from followup.forms.verbs import FileForm, LinkForm, VerbForm
from followup.models import Attachment, Comment
from followup.views.action_verbs import attempt, back_to, make_once
from followup.views.actions import page_of
from followup.views.finding import action_of, crumbs


@require_POST
@needs("comment")
def comment_add(request: KompassRequest, municipality: str, number: int) -> HttpResponse:
    """Write a comment; one that is refused stands in the form as it was typed."""
    action = action_of(request, number)
    text = request.POST.get("text", "")
    ticked = [int(each) for each in request.POST.getlist("mention") if each.isdecimal() and len(each) < 19]

    def make() -> None:
        progress.add_comment(action, request.actor, text=text, mentions=ticked, now=request.now, today=request.today)

    try:
        make_once(request, make)
    except NotPermitted:
        raise
    except RuleViolation as refusal:
        messages.error(request, str(refusal))
        context = page_of(request, action, municipality) | {"typed": text, "ticked": ticked}
        return render(request, "followup/actions/detail.html", context, status=422)
    messages.success(request, _("The comment is saved."))
    return redirect(f"{reverse('action', args=[municipality, number])}#historik")


@require_POST
@needs("withdraw_comment")
def comment_withdraw(request: KompassRequest, municipality: str, number: int, row: int) -> HttpResponse:
    """Take a comment back."""
    action = action_of(request, number)
    found = get_object_or_404(Comment.objects.visible_to(request.actor), action=action, pk=row)

    def change() -> None:
        progress.withdraw_comment(action, request.actor, comment_id=found.pk, now=request.now, today=request.today)

    return attempt(request, action, change, _("The comment is taken back."), "historik")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("add_file")
def attach(request: KompassRequest, municipality: str, number: int, kind: str) -> HttpResponse:
    """Attach a link or a file."""
    action = action_of(request, number)
    require(request.actor, "add_file", action)
    make, form_class = ATTACH[kind]
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form: VerbForm = form_class(*sent, action=action, by=request.actor, today=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            make(action, request.actor, **form.given, now=request.now, today=request.today)
        except NotPermitted:
            raise
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is attached."))
            return back_to(request, action)
    title = _("Attach a file") if kind == "file" else _("Attach a link")
    context = {"title": title, "action": action, "form": form, "slug": municipality}
    context["breadcrumbs"] = crumbs(request, action, title)
    return render(request, "followup/actions/attach.html", context, status=422 if form.errors else 200)


ATTACH: dict[str, tuple[Callable[..., Attachment], type[VerbForm]]] = {
    "link": (progress.attach_link, LinkForm),
    "file": (progress.attach_file, FileForm),
}


@require_POST
@needs("remove_file")
def attachment_remove(request: KompassRequest, municipality: str, number: int, key: UUID) -> HttpResponse:
    """Take a file or link away."""
    action = action_of(request, number)
    require(request.actor, "remove_file", action)
    found = get_object_or_404(Attachment.objects.visible_to(request.actor), action=action, key=key)

    def change() -> None:
        progress.remove_attachment(action, request.actor, attachment_id=found.pk, now=request.now, today=request.today)

    return attempt(request, action, change, _("It is removed."), "filer")


@require_safe
@needs("read_files")
def attachment_file(request: KompassRequest, municipality: str, number: int, key: UUID) -> HttpResponse:
    """A file as it came: as an attachment that nothing opens or runs."""
    action = action_of(request, number)
    rows = Attachment.objects.visible_to(request.actor).filter(removed_at=None).exclude(stored_name="")
    found = get_object_or_404(rows, action=action, key=key)
    if found.is_held:
        context = {"title": _("The file cannot be opened"), "action": action, "file": found, "slug": municipality}
        context["breadcrumbs"] = crumbs(request, action, found.title)
        return render(request, "followup/actions/held.html", context, status=409)
    try:
        content = files.read(found.stored_name)
    except FileNotFoundError:
        raise Http404 from None
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, found.file_name) or "attachment"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
