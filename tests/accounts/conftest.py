"""What tests of people and sign-in share."""

from collections.abc import Callable

import pytest

from tests.statements import count_statements


@pytest.fixture
def count_statements_of() -> Callable[[Callable[[], object]], int]:
    """How many statements a page makes beside session, user and scope."""

    def count(ask: Callable[[], object]) -> int:
        with count_statements() as counted:
            ask()
        return len(counted.of_page)

    return count
