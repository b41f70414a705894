"""Texts of a file that look like scripts, templates or formulas stay texts wherever they are shown."""

import csv
import io
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from accounts.models import Municipality, User
from evaluations import publication
from evaluations.importing import accepting, reviewing
from evaluations.models import Evaluation, ProposedContradiction, ProposedFinding, ProposedText, ReportImport
from tests import factories

STRENGTH = "Kortfattat demokratiprogram med tre tydliga inriktningar"
NASTY = "=cmd|' /C calc'!A0 <script>alert(1)</script> <svg onload=alert(2)> {{ 7*7 }} [klick](javascript:alert(3))"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"


@pytest.fixture
def nasty(upload: Callable[..., ReportImport], ekhult: bytes) -> ReportImport:
    """Ekhult's report with a strength that is an attack, and the same in its narrative and its name."""
    text = ekhult.decode()
    assert STRENGTH in text
    return upload(
        text.replace(STRENGTH, NASTY).replace("Allmänt\n", f"Allmänt\n\n{NASTY}\n").encode(), "rapport <b>&.txt"
    )


@pytest.fixture
def published(
    nasty: ReportImport, arboga: Municipality, sara: User, ulla: User, now: datetime, today: date
) -> Evaluation:
    """The same, accepted by Sara and published by Ulla."""
    with factories.as_actor(sara, "skr") as by:
        reviewing.set_head(by, nasty, reviewing.HeadEdit({}, {"municipality": str(arboga.pk)}), now=now)
        for row in ProposedContradiction.objects.filter(report_import=nasty):
            reviewing.choose_reading(by, nasty, row.pk, "in_overview", now=now)
        made = accepting.accept_import(by, nasty, ulla.pk, now=now, today=today)
    with factories.as_actor(ulla, made.number) as by:
        publication.publish(Evaluation.objects.get(pk=made.pk), by, now=now, today=today, version=made.version)
    return made


def harmless(page: str) -> bool:
    """Whether the page shows the attack as a text."""
    raw = ("<script>alert", "<svg onload", 'href="javascript:', "49 [klick]")
    return ESCAPED in page and not any(each in page for each in raw)


def test_the_reading_keeps_the_words(nasty: ReportImport) -> None:
    with factories.in_scope(factories.ADMIN):
        assert ProposedFinding.objects.filter(report_import=nasty, text=NASTY).exists()
        assert ProposedText.objects.filter(report_import=nasty, body__contains="<script>alert(1)</script>").exists()


def test_the_proposal_shows_them_as_text(nasty: ReportImport, desk: Client) -> None:
    page = desk.get(f"/skr/importer/{nasty.number}/").content.decode()
    assert harmless(page)
    assert "rapport &lt;b&gt;&amp;.txt" in page
    assert harmless(desk.get(f"/skr/importer/{nasty.number}/omraden/1/").content.decode() + ESCAPED)
    assert "<b>&.txt" not in desk.get("/skr/importer/").content.decode()


def test_the_result_shows_them_as_text(published: Evaluation, arboga: Municipality, client: Client) -> None:
    address = f"/resultat/{arboga.slug}/{published.year}/"
    assert harmless(client.get(address).content.decode())
    data = client.get(f"{address}data.csv").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(data), delimiter=";") for cell in row]
    assert any("<script>alert(1)</script>" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells)
    answer = client.get(f"{address}data.json")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/json", "nosniff")
