"""Uploading reports."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from accounts import outbox
from accounts.errors import NotPermitted
from accounts.models import User
from evaluations.importing import uploading
from evaluations.models import ReportImport
from tests import factories

URL = "/skr/importer/ny/"


def a_file(data: bytes, name: str = "rapport.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "text/plain")


def numbers() -> list[tuple[int, str, str]]:
    with factories.in_scope(factories.ADMIN):
        return [(row.number, row.file_name, row.state) for row in ReportImport.objects.order_by("number")]


def test_a_file_becomes_an_import_that_waits_to_be_read(
    desk: Client, ekhult: bytes, events: Callable[[], list[tuple[str, str]]]
) -> None:
    answer = desk.post(URL, {"reports": a_file(ekhult, "ekhult.txt")})
    assert (answer.status_code, answer["Location"]) == (302, "/skr/importer/1/")
    assert numbers() == [(1, "ekhult.txt", "uploaded")]
    assert events() == [("import.uploaded", "")]


def test_pressed_twice_it_is_one_import(desk: Client, ekhult: bytes) -> None:
    desk.post(URL, {"reports": a_file(ekhult)})
    answer = desk.post(URL, {"reports": a_file(ekhult, "samma.txt")}, follow=True)
    assert numbers() == [(1, "rapport.txt", "uploaded")]
    assert [str(message) for message in answer.context["messages"]] == [
        "rapport.txt har laddats upp tidigare och är import 1. Inget ändrades."
    ]


def test_the_number_of_a_known_file_is_not_used_up(desk: Client, ekhult: bytes) -> None:
    for data in (ekhult, ekhult, b"En annan rapport"):
        desk.post(URL, {"reports": a_file(data)})
    assert [number for number, _name, _state in numbers()] == [1, 2]


def test_several_files_at_once(desk: Client, ekhult: bytes) -> None:
    answer = desk.post(URL, {"reports": [a_file(ekhult, "ett.txt"), a_file(b"text", "två.txt")]})
    with factories.in_scope(factories.ADMIN):
        (batch,) = {row.batch for row in ReportImport.objects.all()}
    assert answer["Location"] == f"/skr/importer/?omgang={batch}"
    assert numbers() == [(1, "ett.txt", "uploaded"), (2, "två.txt", "uploaded")]


def test_those_sent_together_are_followed_until_all_are_read(
    desk: Client, sara: User, ekhult: bytes, now: datetime
) -> None:
    factories.report_import(sara, number=9, file_name="annan.txt")
    address = desk.post(URL, {"reports": [a_file(ekhult, "ett.txt"), a_file(b"PK", "trasig.docx")]})["Location"]
    answer = desk.get(address)
    assert (answer.context["job"]["done"], answer.context["job"]["total"]) == (0, 2)
    page = answer.content.decode()
    assert "Rapporterna läses" in page
    assert "annan.txt" not in page
    part = desk.get(f"{address}&lage=1", headers={"HX-Request": "true"})
    assert (part.status_code, "<html" in part.content.decode()) == (200, False)
    outbox.run_due(lambda: now)
    assert desk.get(f"{address}&lage=1", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    answer = desk.get(address)
    assert "Alla 2 filer är lästa" in answer.content.decode()
    assert [(row.file_name, row.state, bool(reason)) for row, reason in answer.context["rows"]] == [
        ("trasig.docx", "failed", True),
        ("ett.txt", "proposed", False),
    ]


def test_of_two_files_that_are_one_nothing_waits_in_a_list_of_its_own(desk: Client, ekhult: bytes) -> None:
    answer = desk.post(URL, {"reports": [a_file(ekhult, "ett.txt"), a_file(ekhult, "samma.txt")]}, follow=True)
    assert answer.redirect_chain == [("/skr/importer/", 302)]
    assert [str(message) for message in answer.context["messages"]] == [
        "ett.txt är uppladdad som import 1 och läses nu.",
        "ett.txt har laddats upp tidigare och är import 1. Inget ändrades.",
    ]


def test_twenty_files_at_a_time(desk: Client) -> None:
    answer = desk.post(URL, {"reports": [a_file(b"text %d" % n, f"{n}.txt") for n in range(21)]})
    assert (answer.status_code, "högst 20 filer" in answer.content.decode()) == (422, True)
    assert numbers() == []


def test_a_bad_file_among_good_ones_is_named_and_the_good_ones_stay(desk: Client, ekhult: bytes) -> None:
    answer = desk.post(URL, {"reports": [a_file(ekhult, "ett.txt"), a_file(b"MZ", "spel.exe")]})
    assert answer.status_code == 422
    assert "spel.exe: Bara PDF-, Word- (.docx) och textfiler kan läsas." in answer.content.decode()
    assert numbers() == [(1, "ett.txt", "uploaded")]


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "tom.txt", "tom.txt: Filen är tom."),
        (b"MZ\x90", "spel.exe", "spel.exe: Bara PDF-, Word- (.docx) och textfiler kan läsas."),
        (b"x", "gammal.doc", "gammal.doc: Filen har ett äldre Word-format."),
        (b"PK\x03\x04", "rapport.zip", "rapport.zip: Bara PDF-, Word- (.docx) och textfiler kan läsas."),
    ],
)
def test_files_that_are_refused(desk: Client, data: bytes, name: str, said: str) -> None:
    answer = desk.post(URL, {"reports": a_file(data, name)})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert numbers() == []


def test_no_file_at_all(desk: Client) -> None:
    answer = desk.post(URL, {})
    assert (answer.status_code, "Välj en fil att ladda upp." in answer.content.decode()) == (422, True)


def test_a_body_of_200_megabytes_is_refused_unread(desk: Client) -> None:
    answer = desk.generic("POST", URL, b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="200000000")
    assert answer.status_code == 413


def test_a_file_over_the_limit(as_sara: object, now: datetime, ekhult: bytes) -> None:
    big = a_file(ekhult)
    big.size = settings.UPLOAD_LIMIT + 1
    with pytest.raises(uploading.ReportRefused) as refusal:
        uploading.upload_report(as_sara, big, now=now)  # type: ignore[arg-type]
    with override("sv"):
        assert str(refusal.value) == "Filen är för stor för att vara en utvärderingsrapport."


def test_a_broken_form(desk: Client) -> None:
    answer = desk.generic("POST", URL, b"not a form", content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("a\u202etxt.exe.txt", "atxt.exe.txt"),
        ("x" * 300 + ".txt", "x" * 40 + ".txt"),
    ],
)
def test_names_that_mean_harm(upload: Callable[..., ReportImport], name: str, kept: str) -> None:
    made = upload(b"text", name)
    assert made.file_name.endswith(kept)
    assert len(made.file_name) <= 200
    assert not {"/", "\u202e"} & set(made.file_name)


def test_who_may(stranger: Client, evaluator: Client, client: Client, ulla: User, now: datetime) -> None:
    assert stranger.get(URL).status_code == 404
    assert evaluator.get(URL).status_code == 403
    assert evaluator.post(URL, {"reports": a_file(b"text")}).status_code == 403
    assert client.get(URL).status_code == 302
    with factories.as_actor(ulla, "skr") as by, pytest.raises(NotPermitted):
        uploading.upload_report(by, a_file(b"text"), now=now)
    assert numbers() == []
