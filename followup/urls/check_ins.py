"""Addresses of check-ins, a day each, and of the units' pages."""

from django.urls import URLPattern, path

from followup.views import check_in_answers, check_in_schedule, check_ins, units

DAY = "avstamningar/<str:day>/"

urlpatterns: list[URLPattern] = [
    path("avstamningar/", check_ins.check_in_list, name="check_ins"),
    path("avstamningar/oppna/", check_ins.open_next, name="check_in_open"),
    path(DAY, check_ins.check_in, name="check_in"),
    path(f"{DAY}svara/", check_in_answers.answer, name="check_in_answer"),
    path(f"{DAY}paminn/", check_ins.remind, name="check_in_remind"),
    path(f"{DAY}avsluta/", check_ins.close, name="check_in_close"),
    path("administration/avstamningar/", check_in_schedule.schedule, name="check_in_schedule"),
    path("enheter/", units.unit_list, name="unit_list"),
    path("enheter/<str:handle>/", units.unit_page, name="unit_page"),
]
