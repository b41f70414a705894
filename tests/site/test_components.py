"""The components as markup: what a page gets when it calls them."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from kompass_site.templatetags.components import MESSAGE_LOOKS, STATUSES

TEMPLATES = Path(settings.BASE_DIR, "templates")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def draw(source, **context):
    return re.sub(r"\s+", " ", Template("{% load components numbers %}" + source).render(Context(context))).strip()


class Form(forms.Form):
    title = forms.CharField(label="Title", help_text="A few words.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    choice = forms.ChoiceField(label="Choice", widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])


def test_field_ties_label_help_and_error_to_its_control():
    form = Form({})
    html = draw("{% field form.title %}", form=form)
    assert '<label class="field__label" for="id_title">Title</label>' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'class="ds-input"' in html


def test_field_marks_what_may_be_left_out():
    assert "(optional)" in draw("{% field form.note %}", form=Form())
    assert "(optional)" not in draw("{% field form.title %}", form=Form())


def test_choices_stand_in_a_fieldset_with_a_legend():
    html = draw("{% field form.choice %}", form=Form({}))
    assert html.startswith('<fieldset class="field" data-invalid aria-describedby="id_choice_error">')
    assert '<legend class="field__legend">Choice</legend>' in html
    assert html.count('type="radio"') == 2


def test_field_drawn_twice_has_its_class_once():
    form = Form()
    draw("{% field form.title %}", form=form)
    assert draw("{% field form.title %}", form=form).count("ds-input") == 1


def test_error_summary_links_to_each_field():
    html = draw("{% error_summary form %}", form=Form({}))
    assert '<a href="#id_title">Title: This field is required.</a>' in html
    assert '<a href="#id_choice_0">Choice: This field is required.</a>' in html


def test_error_summary_takes_formsets_and_nothing():
    formset = forms.formset_factory(Form)({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-note": "x"})
    html = draw("{% error_summary none formset %}", none=None, formset=formset)
    assert 'href="#id_form-0-title"' in html
    assert draw("{% error_summary form %}", form=Form()) == ""


def test_status_says_its_word_beside_a_hidden_icon():
    html = draw('{% status "late" %}')
    assert 'data-color="danger"' in html
    assert 'aria-hidden="true"' in html
    assert "Late" in html


def test_unknown_status_is_loud():
    with pytest.raises(KeyError):
        draw('{% status "no_such_state" %}')


def test_every_icon_is_in_the_sprite():
    sprite = Path(settings.BASE_DIR, "static", "icons.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    asked = {look.icon for look in STATUSES.values()} | {icon for icon, _ in MESSAGE_LOOKS.values()}
    for template in TEMPLATES.rglob("*.html"):
        asked |= set(re.findall(r'{% icon "([^"]+)"', template.read_text()))
    assert asked <= drawn


def test_points_bar_starts_at_zero_and_writes_numbers_for_svg():
    with translation.override("sv"):
        html = draw("{% points_bar 504 785 compared=460 compared_label='Riket' %}")
    assert 'class="points-bar__fill" width="64.2"' in html
    assert 'x1="58.6"' in html
    assert "Riket 460" in html


def test_points_not_known_are_a_dash_without_a_bar():
    html = draw("{% points_bar None 100 %}")
    assert 'class="points-bar__fill" width="0"' in html
    assert '<span class="points-bar__value">–</span>' in html


def test_pagination_keeps_the_filter():
    request = RequestFactory().get("/", {"area": "5", "page": "2"})
    html = draw("{% pagination page %}", page=Paginator(range(120), 50).page(2), request=request)
    assert 'href="?area=5&amp;page=1"' in html
    assert 'href="?area=5&amp;page=3"' in html
    assert "51–100 of 120" in html


def test_pagination_of_nothing_is_nothing():
    assert draw("{% pagination page %}", page=Paginator([], 50).page(1)) == ""


@pytest.mark.parametrize(
    ("query", "target", "sorted_as"),
    [({}, "due", ""), ({"sort": "due"}, "-due", "ascending"), ({"sort": "-due"}, "due", "descending")],
)
def test_sort_heading_turns_round_and_starts_from_the_first_page(query, target, sorted_as):
    request = RequestFactory().get("/", {**query, "page": "3"})
    html = draw("{% sort_heading 'due' 'Due' %}", request=request)
    assert f'href="?sort={target}"' in html
    assert (f'aria-sort="{sorted_as}"' in html) is bool(sorted_as)


def test_status_line_says_its_counts():
    html = draw("{% status_line counts %}", counts=[("done", 1), ("late", 0), ("in_progress", 3)])
    assert 'width="25"' in html
    assert "1 done" in html
    assert "late" not in html
    with translation.override("sv"):
        html = draw("{% status_line counts %}", counts=[("done", 1), ("late", 2), ("in_progress", 3)])
    for words in ("1 genomförd<", "2 försenade<", "3 pågår<"):
        assert words in html


def test_no_template_has_inline_style_or_script():
    for template in TEMPLATES.rglob("*.html"):
        if "email" in template.parts:
            continue
        text = template.read_text()
        found = re.findall(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)", text)
        assert found == [], f"{template.relative_to(TEMPLATES)}: {found}"


@pytest.mark.parametrize("status", ["400", "403", "404", "405", "409", "413", "422", "429", "500", "503"])
def test_error_page_needs_no_context(status):
    html = draw(f'{{% include "errors/{status}.html" %}}', reference="b7c2f01e9a44")
    assert "b7c2f01e9a44" in html
    assert html.count("<h1>") == 1
