"""What agencies wrote back, as the office kept it: a chronology, answers to a report, and the log of reminders."""

from pathlib import Path

from made_up.content import content
from made_up.days import on
from made_up.writing import MADE_UP, Cell, Sheet, write_xlsx

_ASKED = {
    "Difference made": "What difference did it make to children, adults and families, and how do you know?",
    "Learning": "Which learning from reviews and audits has your agency put into practice?",
    "Training": "What safeguarding training did your staff have, and what came of it?",
    "Voice": "How were children, adults and families heard, and what changed because of it?",
    "Resources": "What did your agency contribute to the partnership?",
    "What was hard": "Where was there little or no progress, and why?",
    "What is next": "What will your agency do next year?",
}
"""The questions of the return, by section."""


def answers_received(path: Path) -> None:
    """The ambulance service's chronology, answers to reports, contributions, and who was reminded of what."""
    told = content("answers")
    chronology: list[list[Cell]] = [
        [told["chronology_of"], on(day), time, source, event, response, seen, comment, line]
        for day, time, source, event, response, seen, comment, line in told["chronology"]
    ]
    answers: list[list[Cell]] = [
        [agency, "IMR", told["asked_about"], section, question, answer]
        for agency, section, question, answer in told["answers"]
    ]
    contributions: list[list[Cell]] = [
        [agency, "Annual report contribution", told["report_words_year"], section, _ASKED[section], answer]
        for agency, section, answer in told["contributions"]
    ]
    reminders: list[list[Cell]] = [
        [agency, on(day), step, items, wanted, to, "JT"] for agency, day, step, items, wanted, to in told["reminders"]
    ]
    sheets = [
        Sheet(
            "NWAS chronology",
            [
                "Case ref",
                "Date of event",
                "Time of event",
                "Source of information",
                "Description of event",
                "Action taken",
                "Adult seen",
                "Author's comment",
                "Term of reference",
            ],
            chronology,
            above=["Combined chronology, part of the ambulance service", MADE_UP],
            form="slashes",
            widths={"Description of event": 44, "Action taken": 40, "Author's comment": 40},
        ),
        Sheet(
            "IMR answers",
            ["Organisation", "Return type", "Case ref", "Section", "What we asked", "Agency response"],
            answers,
            above=["Answers to the report, as received", MADE_UP],
            widths={"What we asked": 40, "Agency response": 60},
        ),
        Sheet(
            "Annual report",
            ["Organisation", "Return type", "Financial year", "Section", "What we asked", "Agency response"],
            contributions,
            above=["Contributions to the annual report, as received", MADE_UP],
            widths={"What we asked": 40, "Agency response": 60},
        ),
        Sheet(
            "Reminders",
            ["Organisation", "Date chased", "Reminder", "Number of items", "Items listed", "Recipient", "Officer"],
            reminders,
            above=["Who was reminded of what", MADE_UP],
            form="brief",
            widths={"Items listed": 60, "Organisation": 24},
        ),
    ]
    write_xlsx(path, sheets, "Answers and reminders")
