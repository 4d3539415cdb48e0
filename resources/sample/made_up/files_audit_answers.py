"""The spreadsheets with answers to audits: grades by case, section 11 returns, scores of earlier cycles."""

from pathlib import Path
from typing import Any

from made_up import framework
from made_up.audits import TESTS
from made_up.content import content
from made_up.writing import MADE_UP, Cell, Sheet, colour_by_word, write_xlsx

_TOP = 3
"""The best score against a standard."""


def macfa_grades(path: Path) -> None:
    """The grades of cases in multi-agency audits: some moderated, some still to be."""
    headings = [
        "Audit ref",
        "Child",
        "Organisation",
        "Agency grade",
        "Panel grade",
        "Voice heard",
        "Making a difference",
        "What should happen",
        "Meets procedures",
        "Evidence based practice",
        "Comment",
    ]
    rows: list[list[Cell]] = [
        [ref, name, agency, own, panel, *(TESTS[mark] for mark in tests.split()), comment]
        for ref, name, agency, own, panel, tests, comment in content("audits")["cases"]
    ]
    sheet = Sheet(
        "Cases",
        headings,
        rows,
        above=["MACFA moderation: grades by case", MADE_UP],
        colour=colour_by_word,
        groups=[("Agency grade", "Panel grade", "Grades"), ("Voice heard", "Evidence based practice", "Five tests")],
        widths={"Comment": 50, "Organisation": 20, "Child": 22},
    )
    guide = Sheet(
        "Guidance",
        ["How to grade"],
        [["O, G, RI or I. Grade the practice, not the outcome."]],
        widths={"How to grade": 60},
    )
    write_xlsx(path, [sheet, guide], "MACFA grades")


def police_section_11(path: Path) -> None:
    """One force's section 11 return on the regional template."""
    guide = Sheet(
        "Scoring",
        ["Score", "Descriptor"],
        [[_TOP, "Fully met with evidence"], [2, "Mostly met"], [1, "Partly met"], [0, "Not met"]],
        widths={"Descriptor": 30},
    )
    write_xlsx(path, [_return("GMP", "Section 11"), guide], "Section 11 return")


def other_section_11(path: Path) -> None:
    """The returns that came from three more agencies, put into one workbook by the office."""
    agencies = [one["agency"] for one in content("standards")["returns"] if one["agency"] != "GMP"]
    write_xlsx(path, [_return(agency, agency) for agency in agencies], "Section 11 returns")


def _return(agency: str, name: str) -> Sheet:
    sent: dict[str, Any] = next(one for one in content("standards")["returns"] if one["agency"] == agency)
    headings = [
        "Audit ref",
        "Key standard",
        "Evidence (list and reference all)",
        "Areas for improvement",
        "Deadline",
        "Self-assessment score",
        "Moderated score",
        "Practitioner survey score",
    ]
    rows: list[list[Cell]] = [[sent["audit"], framework.standard(key), *rest] for key, *rest in sent["answers"]]
    return Sheet(
        name,
        headings,
        rows,
        above=[
            "Section 11 audit 2026: organisation return",
            f"Organisation: {sent['name']}     Completed by: {sent['by']}     Return date: 30 November 2026",
            "Children Act 2004, section 11",
            MADE_UP,
        ],
        gap=2,
        below=["0 = not met, 1 = partly, 2 = mostly, 3 = fully met"],
        colour=_scores,
        widths={"Key standard": 40, "Evidence (list and reference all)": 44, "Areas for improvement": 28},
    )


def earlier_scores(path: Path) -> None:
    """Scores against standards from the last section 11 audit and the adults' statement: one long list each."""
    told = content("standards")
    section = _scored(told["earlier"]["audit"], [(*one, "") for one in told["earlier"]["scores"]])
    statement = _scored(told["statement"]["audit"], told["statement"]["scores"])
    headings = ["Audit ref", "Organisation", "Statement", "Self score", "Moderated", "Areas for development"]
    sheets = [
        Sheet(
            name,
            headings,
            rows,
            above=[title, MADE_UP],
            offset=1,
            colour=_scores,
            head="#385623",
            widths={"Statement": 50, "Organisation": 22, "Areas for development": 40},
        )
        for name, title, rows in (
            ("Section 11 2024", "Section 11 audit 2024: scores after moderation", section),
            ("Statement 2025", "Safeguarding adults quality assurance statement 2025: scores", statement),
        )
    ]
    write_xlsx(path, sheets, "Scores of earlier cycles")


def _scored(audit: str, agencies: list[Any]) -> list[list[Cell]]:
    """A row for each agency and standard; what an agency is to improve stands beside its lowest score."""
    rows: list[list[Cell]] = []
    for agency, own, moderated, improve in agencies:
        pairs = [(int(a), int(b)) for a, b in zip(own.split(), moderated.split(), strict=True)]
        lowest = min(range(len(pairs)), key=lambda place: pairs[place][1])
        for place, (text, (self_score, score)) in enumerate(zip(framework.standards(audit), pairs, strict=True)):
            rows.append([audit, agency, text, self_score, score, improve if place == lowest else ""])
    return rows


def _scores(heading: str, value: Cell) -> str | None:
    colours: dict[Cell, str] = {_TOP: "#00B050", 2: "#92D050", 1: "#FFC000", 0: "#FF0000"}
    return colours.get(value) if "score" in heading or heading == "Moderated" else None
