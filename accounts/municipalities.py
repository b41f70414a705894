"""Loading the register of municipalities that ships with the product."""

from accounts import register
from accounts.models import Municipality

DEMONSTRATION = (("9901", "Ekhult kommun", "Ekhult", "demo-ekhult"), ("9902", "Lövnäs kommun", "Lövnäs", "demo-lovnas"))


def load_register() -> int:
    """Add the municipalities that are missing and correct changed names; a slug is made once and stays.

    Returns how many were added.
    """
    known = {municipality.code: municipality for municipality in Municipality.objects.all()}
    new = []
    changed = []
    for entry in register.municipalities():
        names = {
            "name": entry.name,
            "short_name": entry.short_name,
            "genitive": register.genitive(entry.short_name),
            "county_code": entry.county_code,
            "county_name": entry.county_name,
        }
        municipality = known.get(entry.code)
        if municipality is None:
            new.append(Municipality(code=entry.code, slug=entry.slug, **names))
        elif any(getattr(municipality, name) != value for name, value in names.items()):
            for name, value in names.items():
                setattr(municipality, name, value)
            changed.append(municipality)
    Municipality.objects.bulk_create(new)
    Municipality.objects.bulk_update(changed, ["name", "short_name", "genitive", "county_code", "county_name"])
    return len(new)


def as_registered() -> tuple[register.RegisteredMunicipality, ...]:
    """The municipalities in the form that reading a report looks names up in, invented ones where they are shown."""
    return tuple(
        register.RegisteredMunicipality(
            row.code, row.name, row.short_name, row.slug, row.county_code, row.county_name, row.county_name
        )
        for row in Municipality.objects.public().order_by("code")
    )


def load_invented() -> list[Municipality]:
    """The invented municipalities of the demonstration, made where they are missing."""
    return [
        Municipality.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "short_name": short_name,
                "genitive": register.genitive(short_name),
                "slug": slug,
                "is_demonstration": True,
            },
        )[0]
        for code, name, short_name, slug in DEMONSTRATION
    ]
