"""Addresses of what is done about a result, below /api/v1/<kommun>/."""

from django.urls import URLPattern, path

from accounts.permissions import needs
from followup.api import verbs
from followup.api.actions import Actions, OneAction
from followup.api.check_ins import CheckIns, OneCheckIn
from followup.api.decisions import Decide, Decisions, Improvements, Plans
from followup.api.expected import ExpectedScore

urlpatterns: list[URLPattern] = [
    path("improvements/", needs("read_result")(Improvements.as_view()), name="api_improvements"),
    path("plans/", needs("read_plan")(Plans.as_view()), name="api_plans"),
    path("expected-score/", needs("read_plan")(ExpectedScore.as_view()), name="api_expected_score"),
    path("decisions/", needs("read_plan")(Decisions.as_view()), name="api_decisions"),
    path("decisions/<uuid:finding>/", needs("decide")(Decide.as_view()), name="api_decision"),
    path("actions/", needs("read_plan")(Actions.as_view()), name="api_actions"),
    path("actions/<int:number>/", needs("read_plan")(OneAction.as_view()), name="api_action"),
    path("check-ins/", needs("read_check_ins")(CheckIns.as_view()), name="api_check_ins"),
    path("check-ins/<str:day>/", needs("read_check_ins")(OneCheckIn.as_view()), name="api_check_in"),
    *verbs.urlpatterns,
]
