"""Words, milestones, comments, files and links of an action, by those who may."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.editing import Edit, FieldsClash
from accounts.errors import NotPermitted
from accounts.models import Event
from followup import progress
from followup.models import Action, ActionStatus, Attachment, Comment, Milestone
from followup.progress import refusals
from followup.progress.describing import as_fields
from followup.refusals import PlanClosed
from tests import factories

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


def test_an_owner_describes_and_a_coordinator_names(make, actor, astrid, bo, arboga, now, today):
    action, unit = make(), factories.unit(arboga)
    with factories.in_scope(actor(bo)):
        progress.edit_action(
            action, actor(bo), Edit({}, {"description": "Mät.", "effort": "high"}), now=now, today=today
        )
        with pytest.raises(NotPermitted):
            progress.edit_action(action, actor(bo), Edit({}, {"title": "Annan"}), now=now, today=today)
    with factories.in_scope(actor(astrid)):
        new = {"title": "Annan", "unit": str(unit.pk), "start": "2027-04-01", "priority": "high"}
        edited = progress.edit_action(action, actor(astrid), Edit({}, new), now=now, today=today)
        again = progress.edit_action(action, actor(astrid), Edit({}, new), now=now, today=today)

        assert as_fields(Action.objects.get(pk=action.pk)) == {
            "title": "Annan",
            "description": "Mät.",
            "intended_result": "",
            "note": "",
            "unit": str(unit.pk),
            "start": "2027-04-01",
            "priority": "high",
            "effort": "high",
            "expected_effect": "",
            "resources": "",
            "reference": "",
            "tags": "",
        }
        assert edited.version == again.version == 3
        facts = Event.objects.order_by("-id").select_related("facts").first().facts.facts
        assert (facts["unit"], facts["priority"]) == (["", unit.name], ["", "high"])


def test_two_who_change_the_same_text_keep_both(make, actor, astrid, bo, now, today):
    action = make(description="Först.")
    with factories.in_scope(actor(bo)):
        progress.edit_action(action, actor(bo), Edit({}, {"description": "Bos."}), now=now, today=today)
    edit = Edit({"description": "Först."}, {"description": "Astrids."})
    with factories.in_scope(actor(astrid)), pytest.raises(FieldsClash) as clash:
        progress.edit_action(action, actor(astrid), edit, now=now, today=today)

    (found,) = clash.value.clashes
    assert (found.was, found.theirs, found.yours, found.by, found.at) == ("Först.", "Bos.", "Astrids.", "Bo Ek", now)


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        ({"title": " "}, refusals.TitleMissing),
        ({"title": "x" * 201}, refusals.TextTooLong),
        ({"priority": "urgent"}, refusals.ValueUnknown),
        ({"start": "snart"}, refusals.ValueUnknown),
        ({"start": "2028-01-01"}, refusals.EndsBeforeStart),
        ({"unit": "999999"}, refusals.ValueUnknown),
    ],
)
def test_what_is_no_value_is_refused(new, refusal, make, actor, astrid, now, today):
    action, by = make(), actor(astrid)
    with factories.in_scope(by), pytest.raises(refusal):
        progress.edit_action(action, by, Edit({}, new), now=now, today=today)


def test_milestones_are_added_ticked_dropped_and_opened_again(make, actor, karin, now, today):
    action, by, times = make(), actor(karin), {"now": now, "today": today}
    with factories.in_scope(by):
        first = progress.add_milestone(action, by, title="Enkät", **times)
        second = progress.add_milestone(action, by, title="Beslut", due=today, **times)
        progress.tick_milestone(action, by, milestone_id=first.pk, **times)
        progress.tick_milestone(action, by, milestone_id=first.pk, **times)
        progress.drop_milestone(action, by, milestone_id=second.pk, **times)
        progress.drop_milestone(action, by, milestone_id=second.pk, **times)

        rows = Milestone.objects.order_by("position").values_list("position", "title", "done_on", "is_dropped")
        assert list(rows) == [(1, "Enkät", today, False), (2, "Beslut", None, True)]
        assert Action.objects.get(pk=action.pk).version == 5

        progress.reopen_milestone(action, by, milestone_id=first.pk, **times)
        assert Milestone.objects.get(pk=first.pk).is_open
        with pytest.raises(Milestone.DoesNotExist):
            progress.tick_milestone(action, by, milestone_id=999_999, **times)


def test_an_action_with_open_milestones_is_not_done(make, actor, bo, now, today):
    action, by = make(), actor(bo)
    milestone = factories.milestone(action)
    told = {"done_on": today, "effect_seen_how": "Enkät.", "effect_look_on": today, "now": now, "today": today}
    with factories.in_scope(by):
        with pytest.raises(refusals.MilestonesOpen):
            progress.complete_action(action, by, **told)
        progress.drop_milestone(action, by, milestone_id=milestone.pk, now=now, today=today)

        assert progress.complete_action(action, by, **told).status == ActionStatus.DONE


def test_comments_are_written_also_in_a_closed_plan_and_withdrawn(make, actor, town, astrid, lena, birgit, now, today):
    action, times = make(), {"now": now, "today": today}
    with factories.in_scope(actor(lena)):
        town.plan.state, town.plan.closed_on = "closed", today
        town.plan.save()
        comment = progress.add_comment(action, actor(lena), text=" Bra! ", **times)
        with pytest.raises(refusals.CommentEmpty):
            progress.add_comment(action, actor(lena), text=" ", **times)
        with pytest.raises(PlanClosed):
            progress.start_action(action, actor(astrid), **times)
    with factories.in_scope(actor(birgit)), pytest.raises(NotPermitted):
        progress.add_comment(action, actor(birgit), text="Nej", **times)
    with factories.in_scope(actor(astrid)):
        for _press in range(2):
            progress.withdraw_comment(action, actor(astrid), comment_id=comment.pk, **times)
        stands = Comment.objects.get(pk=comment.pk)

        assert (stands.text, stands.by_name, stands.withdrawn_by_name) == ("", "Lena Berg", "Astrid Lund")
        assert Event.objects.filter(verb="comment.withdrawn").count() == 1


def test_nobody_but_the_coordinator_withdraws_anothers_comment(make, actor, bo, lena, now, today):
    comment = factories.comment(make(), bo)
    action = comment.action
    with factories.in_scope(actor(lena)), pytest.raises(NotPermitted):
        progress.withdraw_comment(action, actor(lena), comment_id=comment.pk, now=now, today=today)


def test_a_file_is_kept_under_a_name_of_its_own_and_once(make, actor, bo, now, today):
    action, by = make(), actor(bo)
    with factories.in_scope(by):
        kept = [
            progress.attach_file(
                action, by, upload=SimpleUploadedFile("C:/x/\u202ebild.png", PNG), now=now, today=today
            )
            for _press in range(2)
        ]
        (stands,) = Attachment.objects.all()

    assert kept == [stands, stands]
    assert (stands.file_name, stands.title, stands.detected_type) == ("bild.png", "bild.png", "image/png")
    assert default_storage.open(stands.stored_name).read() == PNG


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tom.pdf", b""),
        ("sida.html", b"<!doctype html><script>alert(1)</script>"),
        ("bild.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("bild.png", b"MZ\x90\x00\x03"),
        ("arkiv.zip", b"PK\x03\x04" + b"\x00" * 40),
    ],
)
def test_other_files_are_refused_by_their_content(name, content, make, actor, bo, now, today):
    action, by = make(), actor(bo)
    with factories.in_scope(by), pytest.raises(refusals.FileRefused):
        progress.attach_file(action, by, upload=SimpleUploadedFile(name, content), now=now, today=today)


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "arboga.se", "https://", "ftp://a.example/x", "https://a b", "https://["]
)
def test_other_addresses_are_refused(url, make, actor, bo, now, today):
    action, by = make(), actor(bo)
    with factories.in_scope(by), pytest.raises(refusals.LinkUnusable):
        progress.attach_link(action, by, title="x", url=url, now=now, today=today)


def test_the_last_evidence_of_a_shown_effect_stays(make, actor, bo, astrid, now, today):
    action = make(ActionStatus.EFFECT_SHOWN)
    only = factories.attached_link(action, bo, is_evidence=True)
    times = {"now": now, "today": today}
    with factories.in_scope(actor(bo)):
        with pytest.raises(refusals.EvidenceStands):
            progress.remove_attachment(action, actor(bo), attachment_id=only.pk, **times)
        progress.attach_link(action, actor(bo), title="Ny", url="https://a.example/2", is_evidence=True, **times)
        for _press in range(2):
            progress.remove_attachment(action, actor(bo), attachment_id=only.pk, **times)

        assert Attachment.objects.get(pk=only.pk).removed_at == now


def test_an_effect_without_evidence_is_refused(make, actor, bo, now, today):
    action, by = make(ActionStatus.DONE), actor(bo)
    factories.attached_link(action, bo)
    with factories.in_scope(by), pytest.raises(refusals.EvidenceMissing):
        progress.show_effect(action, by, effect_on=today, text="Bra.", now=now, today=today)


def test_others_may_not_add_files(make, actor, karin, lena, now, today):
    action = make()
    for person in (karin, lena):
        upload = SimpleUploadedFile("a.png", PNG)
        with factories.in_scope(actor(person)), pytest.raises(NotPermitted):
            progress.attach_file(action, actor(person), upload=upload, now=now + timedelta(1), today=today)
