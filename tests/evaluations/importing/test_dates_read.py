"""When it was carried out and when it was reported, in the forms that Swedish has for it."""

import pytest

from tests.evaluations.importing.small_report import small_report


@pytest.mark.parametrize(
    ("cover", "history", "evaluated", "report_date"),
    [
        ("", "Utvärderingen genomfördes i maj 2022.", "2022-05", None),
        ("", "Utvärderingen av Ovanåkers kommun genomfördes april–maj 2022.", "2022-05", None),
        ("", "Utvärderingen av Ovanåkers kommun genomfördes i april och maj 2022.", "2022-05", None),
        ("", "Utvärderingen genomfördes under perioden april till juni 2022.", "2022-06", None),
        ("", "Utvärderingen genomfördes under våren 2022.", "2022-05", None),
        ("", "Utvärderingen genomfördes hösten 2022.", "2022-11", None),
        ("", "Utvärderingen genomfördes under vecka 12-14 2022.", "2022-04", None),
        ("", "Utvärderingen genomfördes v. 40, 2022.", "2022-10", None),
        ("", "Utvärderingen genomfördes vecka 12–14 år 2022.", "2022-04", None),
        ("", "Utvärderingen genomfördes den 3 oktober 2022.", "2022-10", None),
        ("", "Utvärderingen genomfördes den 3–5 oktober 2022.", "2022-10", None),
        ("", "Utvärderingen genomfördes 3-5 okt 2022.", "2022-10", None),
        ("", "Utvärderingen genomfördes 2022-10-03 – 2022-10-05.", "2022-10", None),
        ("", "Utvärderingen genomfördes okt -22.", "2022-10", None),
        ("", "Utvärderingen genomfördes 3/10 2022.", "2022-10", None),
        ("", "Utvärderingen genomfördes den 28 november–2 december 2022.", "2022-12", None),
        ("", "Intervjuerna genomfördes den 28 november till den 2 december 2022.", "2022-12", None),
        ("", "Utvärderingen genomfördes från november 2021 till januari 2022.", "2022-01", None),
        ("", "Utvärderingen genomfördes december 2021–januari 2022.", "2022-01", None),
        ("", "Under oktober månad 2022 genomfördes utvärderingen.", "2022-10", None),
        ("", "I början av oktober 2022 genomfördes utvärderingen.", "2022-10", None),
        ("", "Ovanåkers kommun utvärderades i oktober 2022 av SKR.", "2022-10", None),
        ("", "Kommunen besöktes den 4 oktober 2022 då intervjuer hölls.", "2022-10", None),
        ("", "Den 4:e oktober 2022 genomfördes utvärderingen.", "2022-10", None),
        ("", "Utvärderingen gjordes i månadsskiftet maj/juni 2022.", "2022-06", None),
        ("Utvärderingen genomförd maj 2022", "", "2022-05", None),
        ("Maj 2022", "Utvärderingen genomfördes i mars 2022.", "2022-03", "2022-05"),
        ("2022-06-17", "Utvärderingen genomfördes i mars 2022.", "2022-03", "2022-06-17"),
        ("17 juni 2022", "Utvärderingen genomfördes i mars 2022.", "2022-03", "2022-06-17"),
        ("Datum: 17/6 2022", "Utvärderingen genomfördes i mars 2022.", "2022-03", "2022-06-17"),
        ("Stockholm den 17 juni 2022", "Utvärderingen genomfördes i mars 2022.", "2022-03", "2022-06-17"),
        ("Rapportdatum 2022-06-17", "Utvärderingen genomfördes i mars 2022.", "2022-03", "2022-06-17"),
        ("Juni -22", "Utvärderingen genomfördes i mars 2022.", "2022-03", "2022-06"),
        ("", "Utvärderingen genomfördes i mars 2022. Rapporten färdigställdes i juni samma år.", "2022-03", "2022-06"),
        ("", "Utvärderingen genomfördes i mars 2022 och rapporten skrevs i april.", "2022-03", "2022-04"),
        (
            "",
            "Utvärderingen genomfördes i mars 2022. Rapporten sammanställdes under sommaren 2022.",
            "2022-03",
            "2022-08",
        ),
        (
            "",
            "Den första utvärderingen genomfördes i maj 2016. Den nu aktuella utvärderingen genomfördes i mars 2022.",
            "2022-03",
            None,
        ),
        ("", "Förra utvärderingen gjordes i maj 2018 och den här genomfördes i april 2022.", "2022-04", None),
        (
            "",
            "Utvärderingen genomfördes i mars 2022. Styrdokument antagna till och med maj 2022 har beaktats.",
            "2022-03",
            None,
        ),
        ("", "Utvärderingen genomfördes under hösten 2021 och våren 2022.", "2022-05", None),
        ("", "Intervjuer genomfördes den 14, 15 och 16 mars 2022.", "2022-03", None),
        ("", "Utvärderingen ägde rum 14-16 mars, 2022.", "2022-03", None),
        ("", "Utvärderingen genomfördes i mars och rapporten blev klar i juni 2022.", "2022-03", "2022-06"),
        ("", "Utvärderingen genomfördes 2022.", None, None),
    ],
)
def test_dates_are_read_as_a_careful_person_reads_them(
    cover: str, history: str, evaluated: str | None, report_date: str | None
) -> None:
    """Of a range the last month, of a season its last: that is when the work was finished."""
    draft = small_report(cover=cover, history=history)
    assert (draft.evaluated.value, draft.report_date.value, draft.year.value) == (evaluated, report_date, 2022)


@pytest.mark.parametrize("when", ["våren 2022", "april–maj 2022", "vecka 12-14 2022", "hösten 2021 och våren 2022"])
def test_a_month_that_is_only_the_end_of_a_longer_time_is_unsure(when: str) -> None:
    assert not small_report(history=f"Utvärderingen genomfördes {when}.").evaluated.sure


def test_a_month_goes_before_a_season() -> None:
    history = "Utvärderingen genomfördes hösten 2022. Intervjuerna med kommunens ledning genomfördes i oktober 2022."
    assert small_report(history=history).evaluated.value == "2022-10"
