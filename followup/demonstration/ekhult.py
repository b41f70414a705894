"""Ekhult: the plan of the evaluation of 2022, adopted and half worked; every sentence is invented."""

from followup.demonstration.ekhult_actions import FIRST_AREAS, LAST_AREAS
from followup.demonstration.story import Story, ToldDecision

EKHULT = Story(
    place="demo-ekhult",
    coordinator="karin",
    decisions=(
        ToldDecision("2.2", "wait", {"wait_until": -10, "reason": "Regionens uppföljning blir klar först."}),
        ToldDecision("4.2", "wait", {"wait_until": 90, "reason": "Ekonomisystemet byts ut i höst."}),
        ToldDecision(
            "4.4",
            "decline",
            {"reason": "Utredningen visade att förvaltningarna behöver bilarna vid samma tider på dygnet."},
        ),
        ToldDecision(
            "6.3",
            "already_done",
            {
                "done_what": "Enligt den nya delegationsordningen beslutar varje enhetschef om prov på sin enhet.",
                "done_on": -220,
            },
        ),
        ToldDecision(
            "7.1",
            "already_done",
            {"done_what": "Arbetsgivarstrategin antogs av kommunfullmäktige.", "done_on": -215},
        ),
    ),
    actions=(*FIRST_AREAS, *LAST_AREAS),
    adopted=-150,
    reference="KS 2022/118",
    holds_check_ins=True,
)
