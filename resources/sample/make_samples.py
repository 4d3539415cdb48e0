"""Makes the made-up agency spreadsheets of this folder, and the manifest that says what each of them holds.

Run it with `python resources/sample/make_samples.py [FOLDER]`; it needs XlsxWriter and, for the one .xls, xlwt (among
the extras "dev"). What it writes is the same each time: chance is seeded, and every date counts from 23 November 2026.
Words and figures are in `content/`, one TOML file for each subject; `made_up/` turns them into sheets that look as
agencies make them.
"""

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(1, str(Path(__file__).resolve().parents[2]))

from made_up import (
    files_actions,
    files_answers,
    files_audit_answers,
    files_audits,
    files_cases,
    files_learning,
    files_office,
    files_training,
)
from made_up.content import content

Made = Callable[[Path], None]

HERE = Path(__file__).resolve().parent

FILES: dict[str, Made] = {
    "Safeguarding leads contact list.xlsx": files_cases.contact_list,
    "Case review tracker MASTER v14.xlsx": files_cases.review_tracker,
    "Multi-agency audit programme.xls": files_audits.audit_programme,
    "Single agency audits schedule.xlsx": files_audits.single_agency_audits,
    "MACFA grades by case.xlsx": files_audit_answers.macfa_grades,
    "GMP Section 11 return 2026.xlsx": files_audit_answers.police_section_11,
    "Section 11 returns 2026 so far.xlsx": files_audit_answers.other_section_11,
    "Scores of earlier audits.xlsx": files_audit_answers.earlier_scores,
    "Voices log.xlsx": files_office.voices_log,
    "Training programme export.csv": files_training.training_export,
    "Training results and agency returns.xlsx": files_training.training_effect,
    "Joint risk register Q3.ods": files_office.risk_register,
    "Learning log.xlsx": files_learning.learning_log,
    "Composite action plan Nov 2026.xlsx": files_actions.action_plan,
    "GMP action update Nov 2026.xlsx": partial(files_actions.agency_update, agency="GMP", form="slashes"),
    "Stockport Homes action update.xlsx": partial(files_actions.agency_update, agency="Stockport Homes", form="brief"),
    "Action update with slips (to try the import on).xlsx": files_actions.update_with_slips,
    "Meetings and agendas 2026.xlsx": files_office.meetings_book,
    "Scorecard Q2 2026-27.xlsx": files_office.scorecard,
    "Returns asked of agencies.xlsx": files_audits.returns_log,
    "Answers and reminders.xlsx": files_answers.answers_received,
}

ORDER: tuple[tuple[str, str, str, str], ...] = (
    # file, sheet ("" for a file with one), register, agency that sent it: what others point to comes first
    ("Safeguarding leads contact list.xlsx", "Contacts", "contacts", ""),
    ("Meetings and agendas 2026.xlsx", "Calendar", "meetings", ""),
    ("Case review tracker MASTER v14.xlsx", "Children", "reviews", ""),
    ("Case review tracker MASTER v14.xlsx", "Adults and other bodies", "reviews", ""),
    ("Case review tracker MASTER v14.xlsx", "Stages done", "milestones", ""),
    ("Case review tracker MASTER v14.xlsx", "Extensions", "clock_changes", ""),
    ("Case review tracker MASTER v14.xlsx", "Decisions", "decisions", ""),
    ("Case review tracker MASTER v14.xlsx", "Criteria", "criteria", ""),
    ("Case review tracker MASTER v14.xlsx", "Checklist", "review_checks", ""),
    ("Case review tracker MASTER v14.xlsx", "Progress checks", "progress_checks", ""),
    ("Case review tracker MASTER v14.xlsx", "Parallel", "parallel_processes", ""),
    ("Case review tracker MASTER v14.xlsx", "Panels", "panel_members", ""),
    ("Case review tracker MASTER v14.xlsx", "Linked cases", "review_links", ""),
    ("Multi-agency audit programme.xls", "Programme", "audits", ""),
    ("Single agency audits schedule.xlsx", "Schedule", "audits", ""),
    ("MACFA grades by case.xlsx", "Cases", "audit_cases", ""),
    ("Scores of earlier audits.xlsx", "Section 11 2024", "audit_standards", ""),
    ("Scores of earlier audits.xlsx", "Statement 2025", "audit_standards", ""),
    ("GMP Section 11 return 2026.xlsx", "Section 11", "audit_standards", "GMP"),
    ("Section 11 returns 2026 so far.xlsx", "SMBC CSC", "audit_standards", "SMBC CSC"),
    ("Section 11 returns 2026 so far.xlsx", "Youth Justice", "audit_standards", "Youth Justice"),
    ("Section 11 returns 2026 so far.xlsx", "Stockport Homes", "audit_standards", "Stockport Homes"),
    ("Voices log.xlsx", "Voices", "voices", ""),
    ("Training programme export.csv", "", "training", ""),
    ("Training results and agency returns.xlsx", "Measures", "evaluations", ""),
    ("Training results and agency returns.xlsx", "Forms and follow-ups", "evaluations", ""),
    ("Training results and agency returns.xlsx", "Single agency 2025-26", "training_returns", ""),
    ("Training results and agency returns.xlsx", "Single agency 2024-25", "training_returns", ""),
    ("Training results and agency returns.xlsx", "Places by agency", "bookings", ""),
    ("Scorecard Q2 2026-27.xlsx", "Indicators", "performance", ""),
    ("Scorecard Q2 2026-27.xlsx", "Data", "indicator_values", ""),
    ("Joint risk register Q3.ods", "Risk register", "risks", ""),
    ("Joint risk register Q3.ods", "Scores", "risk_scores", ""),
    ("Learning log.xlsx", "Learning log", "learning", ""),
    ("Learning log.xlsx", "Recommendations", "recommendations", ""),
    ("Learning log.xlsx", "Shared", "dissemination", ""),
    ("Learning log.xlsx", "Embedded", "embedding", ""),
    ("Learning log.xlsx", "Effect", "evaluations", ""),
    ("Learning log.xlsx", "Cases followed", "case_tracking", ""),
    ("Meetings and agendas 2026.xlsx", "Agendas", "agenda_items", ""),
    ("Meetings and agendas 2026.xlsx", "Attendance", "attendance", ""),
    ("Composite action plan Nov 2026.xlsx", "Action plan", "actions", ""),
    ("Meetings and agendas 2026.xlsx", "Minutes", "minute_lines", ""),
    ("Meetings and agendas 2026.xlsx", "Minutes finalised", "meetings", ""),
    ("GMP action update Nov 2026.xlsx", "Updates", "action_updates", "GMP"),
    ("Stockport Homes action update.xlsx", "Updates", "action_updates", "Stockport Homes"),
    ("Returns asked of agencies.xlsx", "Returns", "returns", ""),
    ("Answers and reminders.xlsx", "NWAS chronology", "chronology", "NWAS"),
    ("Answers and reminders.xlsx", "IMR answers", "answers", ""),
    ("Answers and reminders.xlsx", "Annual report", "answers", ""),
    ("Answers and reminders.xlsx", "Reminders", "chases", ""),
)


TOGETHER = {("Case review tracker MASTER v14.xlsx", "Extensions")}
"""Sheets that go in as one batch with the one before: what they tell is the same, seen from two sides."""


def manifest() -> str:
    """What each sheet holds, in the order in which they are imported, and what is recorded afterwards, as TOML."""
    lines = [
        "# Made by make_samples.py. What others point to comes first.",
        "# The update with slips is left out: it is there to try the import on.",
        'made_up = "yes"',
        "told_from = 2026-11-23",
        "",
    ]
    for file, sheet, register, agency in ORDER:
        lines += ["[[imports]]", f'file = "{file}"', f'register = "{register}"']
        lines += [f'sheet = "{sheet}"'] if sheet else []
        lines += [f'agency = "{agency}"'] if agency else []
        lines += ['together = "yes"'] if (file, sheet) in TOGETHER else []
        lines.append("")
    for decision in content("case_lines")["decided_again"]:
        lines += ["[[decisions]]", *(f'{key} = "{words}"' for key, words in decision.items()), ""]
    told = content("answers")
    for report, heading, text in told["report_words"]:
        entry = {"year": told["report_words_year"], "report": report, "heading": heading, "text": text}
        lines += [
            "[[report_words]]",
            *(f"{key} = {json.dumps(words, ensure_ascii=False)}" for key, words in entry.items()),
            "",
        ]
    return "\n".join(lines)


def make_all(folder: Path) -> list[Path]:
    """Writes every file and the manifest into `folder` and gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, make in FILES.items():
        make(folder / name)
        made.append(folder / name)
    (folder / "manifest.toml").write_text(manifest(), encoding="utf-8", newline="\n")
    return [*made, folder / "manifest.toml"]


if __name__ == "__main__":
    for path in make_all(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE):
        print(path)
