"""Who asks, and what a municipality's actions refer to: its units and its members."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api.calls import KompassView
from accounts.models import Membership, Role, Unit, UnitKind
from accounts.swedish import SwedishKey


class PlaceOut(serializers.Serializer):  # type: ignore[misc]  # REST framework has no types
    """A place one belongs to, with the roles there."""

    slug = serializers.CharField(help_text="The municipality's word in addresses; “skr” for SKR.")
    name = serializers.CharField()
    roles = serializers.ListField(child=serializers.ChoiceField(choices=Role.choices))


class MeOut(serializers.Serializer):  # type: ignore[misc]
    """Who asks."""

    name = serializers.CharField()
    email = serializers.EmailField()
    language = serializers.CharField()
    places = PlaceOut(many=True)


class UnitOut(serializers.Serializer):  # type: ignore[misc]
    """A part of the municipality."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=UnitKind.choices)


class MemberOut(serializers.Serializer):  # type: ignore[misc]
    """A member who may own actions or help."""

    id = serializers.IntegerField()
    name = serializers.CharField(source="display_name")
    title = serializers.CharField()
    role = serializers.ChoiceField(choices=Role.choices)
    unit = serializers.SerializerMethodField()

    @extend_schema_field({"type": "integer", "nullable": True})
    def get_unit(self, member: Membership) -> int | None:
        """The member's unit."""
        return member.unit_id


class Me(KompassView):
    """Who asks."""

    @extend_schema(operation_id="me", responses=MeOut, tags=["me"], summary="Who asks, and where they belong")
    def get(self, request: Any) -> Response:
        """The person behind the token or the cookie, with the places that may be asked for."""
        places: dict[str, dict[str, Any]] = {}
        for membership in self.asked.places.memberships:
            town = membership.municipality
            slug, name = (town.slug, town.name) if town else ("skr", "SKR")
            places.setdefault(slug, {"slug": slug, "name": name, "roles": []})["roles"].append(membership.role)
        user = self.asked.user
        me = {"name": self.by.display_name, "places": list(places.values())}
        return Response(MeOut(me | {"email": user.email, "language": user.language}).data)  # type: ignore[union-attr]


class Units(KompassView):
    """The units."""

    @extend_schema(operation_id="units", responses=UnitOut(many=True), tags=["reference"], summary="Units")
    def get(self, request: Any, municipality: str) -> Response:
        """The parts of the municipality, in Swedish order."""
        rows = Unit.objects.visible_to(self.by).order_by(SwedishKey("name"))
        return Response(UnitOut(rows, many=True).data)


class Members(KompassView):
    """The members."""

    @extend_schema(operation_id="members", responses=MemberOut(many=True), tags=["reference"], summary="Members")
    def get(self, request: Any, municipality: str) -> Response:
        """Those who belong to the municipality today: whom an action may be given to."""
        rows = Membership.objects.visible_to(self.by).valid(on=self.asked.today)
        return Response(MemberOut(rows.order_by(SwedishKey("display_name"), "id"), many=True).data)
