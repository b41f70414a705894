"""The rows that each scope is tried on."""

import pytest

from tests.isolation.rows import rows_of_every_class


@pytest.fixture
def world(people, arboga, boden, arboga_case, boden_case, now):
    """Rows of every class: SKR's case of Arboga (draft and published), Boden's own evaluation, a draft edition."""
    return rows_of_every_class(people, arboga, boden, arboga_case, now)
