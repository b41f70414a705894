"""Addresses of the action plan, of each action with one below it for each verb, and of one's own actions."""

from django.urls import URLPattern, path

from followup.views import (
    action_forms,
    action_verbs,
    actions,
    indicators,
    milestones,
    my_actions,
    parts,
    saved_filters,
)
from followup.views.plan_views import board, calendar, matrix, table, timeline
from followup.views.steps import STEPS

ACTION = "handlingsplan/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("handlingsplan/", table.table, name="plan"),
    path("handlingsplan/tavla/", board.board, name="plan_board"),
    path("handlingsplan/tidslinje/", timeline.timeline, name="plan_timeline"),
    path("handlingsplan/kalender/", calendar.calendar, name="plan_calendar"),
    path("handlingsplan/matris/", matrix.matrix, name="plan_matrix"),
    path("handlingsplan/filter/", saved_filters.save, name="plan_filter"),
    path("handlingsplan/filter/<uuid:key>/ta-bort/", saved_filters.remove, name="plan_filter_remove"),
    path("handlingsplan/ny/", action_forms.new, name="action_new"),
    path(ACTION, actions.action, name="action"),
    path(f"{ACTION}redigera/", action_forms.edit, name="action_edit"),
    path(f"{ACTION}forbattringsmojligheter/", action_forms.linked, name="action_findings"),
    path(f"{ACTION}flytta/", board.move, name="action_move"),
    path(f"{ACTION}bedom/", matrix.assess, name="action_assess"),
    path(f"{ACTION}angra/", action_verbs.undo, name="action_undo"),
    *[path(f"{ACTION}{step.path}/", action_verbs.page_of(step), name=step.name) for step in STEPS],
    path(f"{ACTION}delmal/", milestones.milestone_add, name="milestone_add"),
    path(f"{ACTION}delmal/<int:row>/", milestones.milestone, name="milestone"),
    path(f"{ACTION}delmal/<int:row>/redigera/", milestones.milestone_edit, name="milestone_edit"),
    path(f"{ACTION}indikatorer/ny/", indicators.indicator_new, name="indicator_new"),
    path(f"{ACTION}indikatorer/<uuid:key>/", indicators.indicator_edit, name="indicator_edit"),
    path(f"{ACTION}indikatorer/<uuid:key>/ta-bort/", indicators.indicator_remove, name="indicator_remove"),
    path(f"{ACTION}indikatorer/<uuid:key>/matning/", indicators.measurement_new, name="measurement_new"),
    path(f"{ACTION}matningar/<uuid:key>/ta-tillbaka/", indicators.measurement_withdraw, name="measurement_withdraw"),
    path(f"{ACTION}kommentarer/", parts.comment_add, name="comment_add"),
    path(f"{ACTION}kommentarer/<int:row>/ta-tillbaka/", parts.comment_withdraw, name="comment_withdraw"),
    path(f"{ACTION}lank/", parts.attach, {"kind": "link"}, name="attach_link"),
    path(f"{ACTION}fil/", parts.attach, {"kind": "file"}, name="attach_file"),
    path(f"{ACTION}filer/<uuid:key>/", parts.attachment_file, name="attachment_file"),
    path(f"{ACTION}filer/<uuid:key>/ta-bort/", parts.attachment_remove, name="attachment_remove"),
    path("mina-atgarder/", my_actions.my_actions, name="my_actions"),
]
