"""What hangs on an action: milestones, comments, files and links, improvement opportunities."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Municipality, User
from accounts.tenancy import Scope
from evaluations.models import PublishedVersion
from followup.models import (
    Action,
    ActionStatus,
    Attachment,
    Comment,
    Milestone,
    Plan,
)
from tests import factories

pytestmark = pytest.mark.usefixtures("clock")

Clients = Callable[..., Client]
Stands = Callable[[Action], Action]
PAGE = "/arboga/handlingsplan/1/"
REPORT = {"light": "yellow", "note": "Det går trögt.", "percent": "40", "forecast": "2027-07-31"}
DONE = {"done_on": "2027-03-10", "effect_seen_how": "Svarstiden mäts.", "effect_look_on": "2027-09-01"}


def test_milestones_are_added_ticked_dropped_and_opened(
    client_of: Clients, action: Action, bo: User, arboga: Municipality
) -> None:
    client = client_of(bo)
    for _press in range(2):
        client.post(f"{PAGE}delmal/", {"title": "Ta fram en mätplan", "once_key": "a-key"})
    with factories.in_scope(Scope(municipality=arboga.pk)):
        step = Milestone.objects.get(action=action)

    def state() -> tuple[bool, bool]:
        with factories.in_scope(Scope(municipality=arboga.pk)):
            found = Milestone.objects.get(pk=step.pk)
            return found.done_on is not None, found.is_dropped

    url = f"{PAGE}delmal/{step.pk}/"
    for verb, expected in (("tick", (True, False)), ("reopen", (False, False)), ("drop", (False, True))):
        assert client.post(url, {"do": verb}).status_code == 302
        assert state() == expected
    part = client.post(url, {"do": "reopen"}, headers={"HX-Request": "true"})
    assert part.text.strip().startswith('<section id="delmal"')
    assert client.post(url, {"do": "burn"}).status_code == 400
    assert "Ta fram en mätplan" in client.get(PAGE).text


def test_open_milestones_are_settled_with_the_action(
    client_of: Clients, action: Action, bo: User, stands: Stands
) -> None:
    first, second = factories.milestone(action), factories.milestone(action, "Mät", position=2)
    client = client_of(bo)
    page = client.post(f"{PAGE}klar/", DONE)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {f"milestone-{first.pk}", f"milestone-{second.pk}"}
    assert stands(action).status == ActionStatus.NOT_STARTED
    client.post(f"{PAGE}klar/", {**DONE, f"milestone-{first.pk}": "tick", f"milestone-{second.pk}": "drop"})
    assert stands(action).status == ActionStatus.DONE
    milestones = client.get(PAGE).context["milestones"]
    assert [(each.done_on is not None, each.is_dropped) for each in milestones] == [(True, False), (False, True)]


def test_comments_are_written_once_and_taken_back(
    client_of: Clients, action: Action, lena: User, astrid: User, bo: User, arboga: Municipality
) -> None:
    client = client_of(lena)
    for _press in range(2):
        client.post(f"{PAGE}kommentarer/", {"text": "Bra jobbat.", "once_key": "a-key"})
    with factories.in_scope(Scope(municipality=arboga.pk)):
        comment = Comment.objects.get(action=action)
    assert client_of(bo).post(f"{PAGE}kommentarer/{comment.pk}/ta-tillbaka/").status_code == 403
    assert "Bra jobbat." in client.get(PAGE).text
    client_of(astrid).post(f"{PAGE}kommentarer/{comment.pk}/ta-tillbaka/")
    assert "Bra jobbat." not in client.get(PAGE).text


def test_files_are_attached_served_and_removed(
    client_of: Clients, action: Action, bo: User, lena: User, birgit: User, arboga: Municipality
) -> None:
    client = client_of(bo)
    upload = SimpleUploadedFile("protokoll.pdf", b"%PDF-1.7\n%%EOF", "text/html")
    assert client.post(f"{PAGE}fil/", {"upload": upload, "title": "Protokoll"}).status_code == 302
    with factories.in_scope(Scope(municipality=arboga.pk)):
        kept = Attachment.objects.get(action=action)
    url = f"{PAGE}filer/{kept.key}/"
    assert f'href="{url}"' in client.get(PAGE).text
    served = client_of(lena).get(url)
    assert (served.content, served.headers["Content-Type"]) == (b"%PDF-1.7\n%%EOF", "application/octet-stream")
    assert served.headers["Content-Disposition"] == 'attachment; filename="protokoll.pdf"'
    assert "sandbox" in served.headers["Content-Security-Policy"]
    assert client_of(birgit).get(url).status_code == 403
    assert client_of(lena).post(f"{url}ta-bort/").status_code == 403
    assert client.post(f"{url}ta-bort/").status_code == 302
    assert client.get(url).status_code == 404


def test_a_link_is_attached(client_of: Clients, action: Action, bo: User) -> None:
    client = client_of(bo)
    assert client.post(f"{PAGE}lank/", {"url": "javascript:alert(1)", "title": "X"}).status_code == 422
    client.post(f"{PAGE}lank/", {"url": "https://arboga.example/", "title": "Mätningen"})
    assert "Mätningen" in client.get(PAGE).text


def test_a_refused_effect_leaves_no_evidence_behind(
    client_of: Clients, plan: Plan, astrid: User, arboga: Municipality
) -> None:
    factories.action(plan, 1, status=ActionStatus.DONE)
    sent = {"effect_on": "2027-12-31", "text": "Bättre.", "url": "https://arboga.example/bevis"}
    assert client_of(astrid).post(f"{PAGE}effekt/", sent).status_code == 422
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert not Attachment.objects.exists()


def test_improvement_opportunities_are_chosen(
    client_of: Clients, action: Action, version: PublishedVersion, astrid: User, bo: User
) -> None:
    _first, second = factories.improvements(version)
    client = client_of(astrid)
    assert client.get(f"{PAGE}forbattringsmojligheter/").status_code == 200
    client.post(f"{PAGE}forbattringsmojligheter/", {"findings": [second.pk]})
    texts = [each.text for each in client.get(PAGE).context["findings"]]
    assert texts == ["Låt invånarna påverka budgeten."]
    assert client_of(bo).get(f"{PAGE}forbattringsmojligheter/").status_code == 403
