"""The sheets of the review tracker that hold lines of cases: stages, extensions, decisions, criteria, checks."""

from made_up import framework
from made_up.content import content
from made_up.days import on
from made_up.writing import Cell, Sheet


def lines() -> list[Sheet]:
    """The sheets after those of the cases, in the order in which they stand in the tracker."""
    return [_stages(), _extensions(), _decisions(), *_grids(), *_watched(), *_people()]


def _rows(name: str) -> list[list[str]]:
    found: list[list[str]] = content("case_lines")[name]
    return found


def _stages() -> Sheet:
    rows: list[list[Cell]] = []
    moved = {(ref, key): (on(after), why, who) for ref, key, _, _, _, after, why, who in _rows("clock_changes")}
    for ref, key, done, why in _rows("stages_done"):
        rows.append([ref, key, framework.stage(key), *moved.pop((ref, key), (None, "", "")), on(done), why])
    rows += [[ref, key, framework.stage(key), *told, None, ""] for (ref, key), told in moved.items()]
    return Sheet(
        "Stages done",
        [
            "Case ref",
            "Key",
            "Stage",
            "Due date",
            "Reason for extension",
            "Extension agreed by",
            "Date done",
            "Reason it was late",
        ],
        rows,
        above=["Stages with no column of their own: moved, done, and what is to be said of a late one"],
        widths={
            "Stage": 34,
            "Key": 20,
            "Reason for extension": 44,
            "Extension agreed by": 24,
            "Reason it was late": 44,
        },
        form="slashes",
    )


def _extensions() -> Sheet:
    rows: list[list[Cell]] = [
        [ref, key, framework.stage(key), change, on(decided), on(before), on(after), why, who]
        for ref, key, change, decided, before, after, why, who in _rows("clock_changes")
    ]
    return Sheet(
        "Extensions",
        ["Case ref", "Stage key", "Milestone", "Change", "Date", "Original date", "New date", "Reason", "By whom"],
        rows,
        above=["Extensions", "Add a line for each; never overtype the first date"],
        form="abbreviated",
        forms={"Date": "ordinal", "New date": "real"},
        gap=2,
        hidden=["Stage key"],
        groups=[("Original date", "New date", "Due")],
        widths={"Milestone": 36, "Reason": 50, "By whom": 26, "Date": 20},
    )


def _decisions() -> Sheet:
    headings = [
        "Case ref",
        "Decision date",
        "Question",
        "Options considered",
        "Decision",
        "Result",
        "Rationale",
        "Decided by",
        "Dissent",
        "Meeting",
    ]
    return Sheet(
        "Decisions",
        headings,
        [[ref, on(day), *rest] for ref, day, *rest in _rows("decisions")],
        above=["Decision log: never overtype, add a line"],
        widths={
            "Options considered": 36,
            "Rationale": 44,
            "Decision": 34,
            "Question": 30,
            "Dissent": 30,
            "Decided by": 24,
            "Result": 22,
        },
    )


def _grids() -> list[Sheet]:
    """The criteria grid and the checklist, in the words of the framework."""
    told = content("grids")
    criteria = Sheet(
        "Criteria",
        ["Case ref", "Condition", "Met?", "Evidence"],
        [
            [ref, framework.condition(key), answer, seen]
            for ref, rows in told["criteria"].items()
            for key, answer, seen in rows
        ],
        above=["Criteria grid"],
        widths={"Condition": 60, "Evidence": 46},
    )
    checklist = Sheet(
        "Checklist",
        ["Case ref", "Type", "Marker", "Met", "Evidence"],
        [
            [ref, *framework.point(key), answer, seen]
            for ref, rows in told["checklist"].items()
            for key, answer, seen in rows
        ],
        above=["Checklist: quality markers for SARs, and the principles of the framework", "One line for each point"],
        colour=lambda _, value: {"Yes": "#C6E0B4", "Partly": "#FFE699"}.get(str(value)),
        gap=2,
        offset=1,
        head="#5B2C6F",
        widths={"Marker": 60, "Evidence": 50, "Type": 20},
    )
    return [criteria, checklist]


def _watched() -> list[Sheet]:
    checks = Sheet(
        "Progress checks",
        ["Case ref", "Date", "Timeliness", "Quality", "Written request to the reviewer", "Checked by"],
        [[ref, on(day), *rest] for ref, day, *rest in _rows("checks")],
        above=["Time taken and quality"],
        form="words",
        widths={"Date": 19, "Quality": 50, "Timeliness": 30, "Written request to the reviewer": 36, "Checked by": 20},
    )
    parallel = Sheet(
        "Parallel",
        ["Case ref", "Parallel process", "Lead", "Position", "Expected", "Effect on the review"],
        [[*rest, on(day), effect] for *rest, day, effect in _rows("parallel")],
        above=["Parallel processes"],
        widths={"Effect on the review": 40, "Lead": 20, "Position": 26},
    )
    return [checks, parallel]


def _people() -> list[Sheet]:
    panels = Sheet(
        "Panels",
        ["Case ref", "Organisation", "Role", "Conflict of interest"],
        _rows("panels"),
        above=["Panel members by role"],
        widths={"Role": 30, "Organisation": 26, "Conflict of interest": 40},
    )
    links = Sheet(
        "Linked cases",
        ["Case ref", "Linked to", "Reason"],
        _rows("links"),
        above=["Linked cases"],
        widths={"Reason": 40},
    )
    return [panels, links]
