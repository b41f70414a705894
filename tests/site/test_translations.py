"""The check that every text has its Swedish."""

import os

import pytest

from kompass_site.management.commands import check_translations as check

CODE = (
    "from django.utils.translation import gettext as _, ngettext\n_('Plan')\nngettext('%(n)s row', '%(n)s rows', 2)\n"
)
PAGE = """{% load i18n %}<h1>{% translate "Result" %}</h1>
  {% translate "order" context "verb" %}
{% blocktranslate trimmed count n=rows.count %}
    One
    row
{% plural %}
    {{ n }} rows
{% endblocktranslate %}"""
SWEDISH = """
msgid ""
msgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\nContent-Type: text/plain; charset=utf-8\\n"

msgid "Plan"
msgstr "Plan"

msgid "%(n)s row"
msgid_plural "%(n)s rows"
msgstr[0] "%(n)s rad"
msgstr[1] "%(n)s rader"

msgid "Result"
msgstr "Resultat"

msgctxt "verb"
msgid "order"
msgstr "beställ"

msgid "One row"
msgid_plural "%(n)s rows"
msgstr[0] "En rad"
msgstr[1] "%(n)s rader"
"""


@pytest.fixture
def checkout(tmp_path):
    """A checkout with one module and one template."""
    for folder in ("accounts", "templates", "locale"):
        (tmp_path / folder).mkdir()
    (tmp_path / "accounts/plan.py").write_text(CODE)
    (tmp_path / "templates/page.html").write_text(PAGE)
    return tmp_path


def _after_update(checkout, swedish):
    fragment = checkout / "fragment.po"
    fragment.write_text(swedish)
    target = checkout / "locale/django.po"
    check.update(target, check.used_in(checkout), [fragment])
    return target


def test_texts_of_code_and_templates_are_found(checkout):
    assert [(message.id, message.context) for message in check.used_in(checkout) if message.id] == [
        ("Plan", None),
        (("%(n)s row", "%(n)s rows"), None),
        ("Result", None),
        ("order", "verb"),
        (("One row", "%(n)s rows"), None),
    ]


def test_what_a_fragment_brings_is_taken_in_and_kept(checkout):
    target = _after_update(checkout, SWEDISH)
    assert check.problems(target, check.used_in(checkout)) == []

    before = target.read_bytes(), target.with_suffix(".mo").read_bytes()
    check.update(target, check.used_in(checkout), [])
    assert (target.read_bytes(), target.with_suffix(".mo").read_bytes()) == before


def test_each_fault_is_named(checkout):
    target = _after_update(
        checkout,
        SWEDISH.replace('msgstr "Resultat"', 'msgstr ""').replace('%(n)s rad"', '%(m)s rad"'),
    )
    (checkout / "accounts/plan.py").write_text(CODE.replace("Plan", "New"))

    assert check.problems(target, check.used_in(checkout)) == [
        "accounts/plan.py: «New» is not in the catalogue.",
        "accounts/plan.py: «%(n)s row» loses or invents a placeholder.",
        "templates/page.html: «Result» has no Swedish.",
        "«Plan» is no longer used.",
    ]


def test_a_fuzzy_entry_is_named(checkout):
    target = _after_update(checkout, SWEDISH)
    target.write_text(target.read_text().replace('msgid "Plan"', '#, fuzzy\nmsgid "Plan"'))

    assert check.problems(target, check.used_in(checkout)) == ["accounts/plan.py: «Plan» is fuzzy."]


def test_a_newer_catalogue_is_compiled_again(checkout):
    target = _after_update(checkout, SWEDISH)
    compiled = target.with_suffix(".mo")
    target.write_text(target.read_text().replace('msgstr "Plan"', 'msgstr "Planen"'))
    os.utime(compiled, (0, 0))

    check.compile_newer(target)

    assert b"Planen" in compiled.read_bytes()
