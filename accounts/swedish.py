"""Swedish order in the database: å ä ö last, the same in every build of PostgreSQL."""

from django.db.models import CharField, F, Func, Value
from django.db.models.expressions import Combinable


class SwedishKey(Func):
    """The sort key of a text by the SQL function sv_key (accounts/migrations), compared byte by byte."""

    function = "sv_key"
    output_field = CharField()

    def __init__(self, expression: str | Combinable | Value) -> None:
        super().__init__(F(expression) if isinstance(expression, str) else expression)
