"""The embedded PostgreSQL and Valkey and the supervisor behind `make run` and `make test`. Never used in production."""


class CannotStart(Exception):  # noqa: N818 - read as a sentence where it is raised
    """Why nothing was started, in one sentence for the person at the terminal."""
