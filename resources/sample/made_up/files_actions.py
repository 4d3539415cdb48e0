"""The spreadsheets about actions: the composite plan, agencies' updates, and one with slips in it."""

from pathlib import Path

from made_up.actions import actions
from made_up.days import CALENDAR, TODAY, day
from made_up.writing import MADE_UP, Cell, Sheet, colour_by_word, write_xlsx

PLAN_COLUMNS = (
    "Action no",
    "SMART action",
    "Source review",
    "Source audit",
    "Learning ref",
    "Rec no",
    "Risk ref",
    "Meeting ref",
    "Partnership",
    "Priority",
    "By whom",
    "Named lead",
    "Date agreed",
    "By when",
    "Original target",
    "How will we know",
    "Action status",
    "RAG",
    "Progress update",
    "Date completed",
    "Date signed off",
    "Signed off by",
    "Evidence seen",
    "Evidence of impact",
    "Theme lead",
)


def action_plan(path: Path) -> None:
    """The composite action plan, coloured as offices colour it, with a line between the boards."""
    rows: dict[str, list[list[Cell]]] = {"SSCP": [], "SSAB": [], "Both": []}
    for one in actions():
        what, agency, role, _, test = one.task
        # The colour is kept in its own column only while the action is open: done is blue by itself.
        rag = one.rag if one.done is None and one.rag == "Amber" else None
        rows[one.board].append(
            [
                one.ref,
                what,
                one.review,
                one.audit,
                one.learning,
                one.recommendation,
                one.risk,
                one.meeting,
                one.board,
                one.priority,
                agency,
                role,
                one.start,
                one.due,
                one.first_due,
                test,
                one.status,
                rag,
                one.update,
                one.done,
                one.signed,
                "Practice Improvement Partnership" if one.signed else "",
                _evidence(one.ref, test) if one.done else "",
                one.effect,
                "",
            ]
        )
    whole: list[list[Cell]] = []
    for board, name in (("SSCP", "children"), ("SSAB", "adults"), ("Both", "both boards")):
        whole += rows[board]
        whole.append([f"Sub-total, {name}", len(rows[board])])
    sheet = Sheet(
        "Action plan",
        PLAN_COLUMNS,
        whole,
        above=["Composite action plan", "All reviews, audits, risks and meetings. As at 20 November 2026", MADE_UP],
        below=["Key: Red = late; Amber = at risk; Green = on track; Blue = done and evidenced."],
        colour=_plan_colour,
        gap=2,
        hidden=["Theme lead"],
        groups=[("Source review", "Meeting ref", "Where it comes from"), ("Date agreed", "Original target", "Dates")],
        forms={"By when": "brief", "Date completed": "slashes", "Date signed off": "short"},
        widths={
            "SMART action": 46,
            "How will we know": 34,
            "Progress update": 36,
            "Evidence seen": 36,
            "Evidence of impact": 30,
            "Named lead": 26,
            "By whom": 20,
        },
    )
    write_xlsx(path, [sheet], "Composite action plan")


def _evidence(ref: str, test: str) -> str:
    """What the office saw of a finished action; one in twenty-five was closed without it, as happens."""
    seen = test if test[:2].isupper() else f"{test[:1].lower()}{test[1:]}"
    return "" if int(ref[-3:]) % 25 == 7 else f"Seen by the business office: {seen}"


def _plan_colour(heading: str, value: Cell) -> str | None:
    if heading == "Action status":
        return {"Ongoing": "#FF0000", "On track": "#00B050", "Signed off": "#00B0F0", "Completed": "#00B0F0"}.get(
            str(value)
        )
    return colour_by_word(heading, value) if heading == "RAG" else None


def agency_update(path: Path, agency: str, form: str) -> None:
    """One agency's update on its open actions, sent back on the office's own form."""
    notes = (
        "Meeting held with team leaders; form goes live next month.",
        "Completed for two of three teams.",
        "We ask for the date to be kept.",
        "Waiting for the system supplier.",
        "On time.",
    )
    own = [
        one
        for one in actions()
        if one.task[1] == agency and (one.done is None or CALENDAR.count(one.done, TODAY) < 260)
    ]
    rows: list[list[Cell]] = [
        [one.ref, one.task[0], day("2026-11-19"), notes[number % len(notes)], one.task[2]]
        for number, one in enumerate(own)
    ]
    sheet = Sheet(
        "Updates",
        ["Action no", "For information: action", "Date of update", "Progress update", "By"],
        rows,
        above=[
            f"{agency}: update on actions, November 2026",
            "Fill in the yellow column and send back by 20 November.",
            MADE_UP,
        ],
        colour=lambda heading, _: "#FFFF99" if heading == "Progress update" else None,
        form=form,
        widths={"For information: action": 50, "Progress update": 50, "By": 26},
    )
    write_xlsx(path, [sheet], f"{agency}: update on actions")


def update_with_slips(path: Path) -> None:
    """An update as it comes on a bad day, to try the import on: no dates, a double, an agency nobody knows."""
    open_ones = [one for one in actions() if one.done is None][:9]
    rows: list[list[Cell]] = [
        [one.ref, one.task[0], one.task[1], one.due, "On track", "As agreed.", ""] for one in open_ones
    ]
    rows[1][3] = "tbc"
    rows[2][3] = "31/02/2027"
    rows[3][2] = "Stepping Hill Hosp (A&E)"
    rows[4][4] = "Nearly there"
    rows[5][0] = rows[6][0]
    rows[7][5] = "=SUM(all our hopes)"
    rows.append(
        [
            "",
            "Read the briefing on bruising in babies at the practice meeting",
            "GPs",
            "Fri 18th December 2026",
            "New",
            "",
            "added by us",
        ]
    )
    rows.append(["", "", "ICB", "15.01.27", "New", "To be written", ""])
    rows.append(["Sub-total", len(rows)])
    sheet = Sheet(
        "Sheet1",
        ["Action no", "Action required", "Owner", "Timescale", "Progress status", "Progress update", "Our notes"],
        rows,
        above=["ACTION UPDATE", MADE_UP],
        form="short",
        gap=2,
        widths={"Action required": 50, "Progress update": 34, "Owner": 24},
    )
    write_xlsx(path, [sheet], "Action update")
