"""Swedish order in the database: å ä ö last, the same in every build of PostgreSQL."""

import pytest
from django.db import connection

from accounts.models import Municipality
from accounts.tenancy import Scope
from tests import factories

pytestmark = pytest.mark.django_db


def _sorted(words: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select word from unnest(%s::text[]) word order by sv_key(word), word", [words])
        return [word for (word,) in cursor.fetchall()]


def test_letters_stand_where_a_swedish_reader_looks():
    order = [
        "Arboga",
        "Eda",
        "Étude",
        "Falun",
        "Ystad",
        "Zinkgruvan",
        "Åre",
        "Åstorp",
        "Älmhult",
        "Ängelholm",
        "Öckerö",
    ]

    assert _sorted(order[::-1]) == order


def test_case_and_foreign_letters_do_not_matter():
    assert _sorted(["öland", "Ärla", "Æblet", "åmål", "Øster"]) == ["åmål", "Æblet", "Ärla", "öland", "Øster"]


def test_municipalities_begin_with_ale_and_end_with_overtornea():
    with factories.in_scope(Scope()):
        names = [municipality.short_name for municipality in Municipality.objects.public().in_swedish_order()]

    assert (names[0], names[-1]) == ("Ale", "Övertorneå")
    assert names.index("Östersund") < names.index("Österåker")
