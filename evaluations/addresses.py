"""The same pages of an import stand below three prefixes: SKR's, a case's and a municipality's own."""

from django.http import HttpRequest
from django.urls import reverse


def address(request: HttpRequest, name: str, *arguments: object) -> str:
    """The address of a page of imports under the prefix of the request; `name` is its name below SKR's."""
    given = request.resolver_match.kwargs if request.resolver_match else {}
    if "municipality" in given:
        return reverse(f"own_{name}", args=[given["municipality"], *arguments])
    if "number" in given:
        return reverse(f"case_{name}", args=[given["number"], *arguments])
    return reverse(name, args=arguments)
