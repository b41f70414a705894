"""The description of the API (OpenAPI), with what may go wrong in each operation; and the page that lists them."""

from functools import cache
from typing import Any, Literal

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from accounts.permissions import public
from accounts.requests import KompassRequest
from kompass_site.problems import CONTENT_TYPE

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "reference"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable: for programs."},
        "detail": {"type": "string", "description": "One sentence in the person's language."},
        "reference": {"type": "string", "description": "Stands in the log; name it to support."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message", "code"],
                "properties": {name: {"type": "string"} for name in ("field", "message", "code")},
            },
        },
        "clashes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "was", "theirs", "yours"],
                "properties": {name: {"type": "string"} for name in ("field", "was", "theirs", "yours")},
            },
        },
    },
}
SENTENCES = {
    400: "The body or a parameter has the wrong shape; “errors” names every fault.",
    401: "No valid token and no session.",
    403: "Visible, but not permitted.",
    404: "Unknown, or not visible.",
    406: "Only JSON is answered.",
    409: "A rule refused: “code” says which. Nothing was changed.",
    412: "If-Match names another version than the one that stands.",
    415: "Only JSON is read.",
    422: "The key was sent before with another body.",
    428: "The version is missing.",
    429: "Too many requests; Retry-After says when.",
}


class DescribedSchema(AutoSchema):
    """Adds to each operation what may go wrong, and the headers its view asks for."""

    def get_override_parameters(self) -> list[Any]:  # Any: the library takes serializers too
        found = list(super().get_override_parameters())
        if self.method == "GET":
            return found
        if getattr(self.view, "makes", False):
            text = "New for each thing made; the same key and body answer the same for 24 hours."
            found.append(_header("Idempotency-Key", text, required=True))
        if getattr(self.view, "versioned", False):
            found.append(_header("If-Match", "The version that was read, as its ETag.", required=False))
        return found

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for status in self._failures():
            bodies[str(status)] = {
                "description": SENTENCES[status],
                "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }
        return bodies

    def _failures(self) -> list[int]:
        if not self.view.permission_classes:
            return [406, 429]
        found = {401, 403, 406, 429}
        if "{" in self.path:
            found.add(404)
        writes = self.method != "GET"
        if writes or self.get_override_parameters():
            found.add(400)
        if writes:
            found |= {409, 415}
        if writes and getattr(self.view, "makes", False):
            found.add(422)
        if writes and getattr(self.view, "versioned", False):
            found.add(412)
        if writes and getattr(self.view, "needs_version", False):
            found.add(428)
        return sorted(found)


def with_problem(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """The one shape of everything that goes wrong, among the components."""
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    return result


def _header(name: str, text: str, *, required: bool) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, required=required, description=text)


@cache
def description() -> dict[str, Any]:
    """The OpenAPI of the API; in English, made once a process."""
    with override("en"):
        made: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return made


@require_safe
@public
def schema(request: KompassRequest) -> HttpResponse:
    """The description for programs."""
    return JsonResponse(description(), content_type="application/vnd.oai.openapi+json")


@require_safe
@public
def docs(request: KompassRequest) -> HttpResponse:
    """The description for people: each call with its parameters, body and answers."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for address, methods in description()["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append(_call(address, method, operation))
    return render(request, "site/api.html", {"title": _("The API"), "groups": groups.items()})


def _call(address: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "address": address,
        "summary": operation.get("summary", ""),
        "parameters": [each for each in operation.get("parameters", []) if each["in"] != "path"],
        "fields": _fields(body),
        "answers": [(status, answer["description"]) for status, answer in operation["responses"].items()],
    }


def _fields(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of a body, those that must be sent first."""
    name = body.get("$ref", "").rsplit("/", 1)[-1]
    shape = description()["components"]["schemas"].get(name, body)
    required = shape.get("required", [])
    fields = [
        {"name": field, "required": field in required, **about} for field, about in shape.get("properties", {}).items()
    ]
    return sorted(fields, key=lambda field: not field["required"])
