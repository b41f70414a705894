"""Addresses of people, units, settings and sharing: a municipality's, SKR's, and the invited person's."""

from django.urls import URLPattern, path

from accounts.views import invitations, people, settings, sharing, skr_people, units

_PEOPLE = "administration/personer/"
of_municipality: list[URLPattern] = [
    path(_PEOPLE, people.people, name="people"),
    path(f"{_PEOPLE}bjud-in/", invitations.invite, name="invite"),
    path(f"{_PEOPLE}inbjudan/<int:pk>/igen/", invitations.resend, name="invitation_resend"),
    path(f"{_PEOPLE}inbjudan/<int:pk>/aterta/", invitations.withdraw, name="invitation_withdraw"),
    path(f"{_PEOPLE}<int:pk>/", people.person, name="person"),
    path(f"{_PEOPLE}<int:pk>/uppgifter/", people.details, name="person_details"),
    path(f"{_PEOPLE}<int:pk>/roll/", people.role, name="person_role"),
    path(f"{_PEOPLE}<int:pk>/fler-roller/", people.one_more_role, name="person_more"),
    path(f"{_PEOPLE}<int:pk>/avsluta/", people.end, name="person_end"),
    path("administration/enheter/", units.units, name="units"),
    path("administration/enheter/<int:pk>/", units.unit, name="unit"),
    path("administration/installningar/", settings.settings, name="settings"),
    path("administration/delning/", sharing.sharing, name="sharing"),
]
of_skr: list[URLPattern] = [
    path("personer/", skr_people.people, name="skr_people"),
    path("personer/bjud-in/", skr_people.invite, name="skr_invite"),
    path("personer/inbjudan/<int:pk>/igen/", skr_people.resend, name="skr_invitation_resend"),
    path("personer/inbjudan/<int:pk>/aterta/", skr_people.withdraw, name="skr_invitation_withdraw"),
    path("personer/<int:pk>/", skr_people.person, name="skr_person"),
    path("personer/<int:pk>/uppgifter/", skr_people.details, name="skr_person_details"),
    path("personer/<int:pk>/roll/", skr_people.role, name="skr_person_role"),
    path("personer/<int:pk>/fler-roller/", skr_people.one_more_role, name="skr_person_more"),
    path("personer/<int:pk>/avsluta/", skr_people.end, name="skr_person_end"),
    path("kommuner/<slug:slug>/samordnare/", skr_people.first_coordinator, name="skr_first_coordinator"),
]
of_account: list[URLPattern] = [path("inbjudan/<str:token>/", invitations.invitation, name="invitation")]
