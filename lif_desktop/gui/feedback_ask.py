"""What is asked when the feedback form of a briefing comes back: who, when, how many, and their answers."""

from dataclasses import replace

from lif_desktop.framework.briefing_forms import load_briefings
from lif_desktop.gui.ask_panel import Ask, Given, Problems
from lif_desktop.gui.learning_asks import Write
from lif_desktop.office import Office
from lif_desktop.office.feedback import TALKED, Returned, feedback_changes
from lif_desktop.office.loop import Loop
from lif_desktop.places import resources
from lif_desktop.registers import register
from lif_desktop.registers.field import Field

FORM_IS_BACK = "A feedback form is back…"


def ask_feedback(office: Office, loop: Loop, write: Write, agency: int | None = None) -> Ask:
    """The form of one team of one agency, question by question; `agency` is chosen from the beginning."""
    feedback = load_briefings(resources() / "papers" / "briefings.toml").feedback
    today, ref = office.today(), loop.point["ref"]
    lines = register("dissemination")
    fields = (
        replace(lines.field("agency_id"), required=True),
        Field("team", "Team or service"),
        Field("talked_on", "When the team talked about it", "date"),
        replace(lines.field("reached"), label="How many took part"),
        Field("returned_on", "The form came back", "date", required=True),
        *(Field(one.key, one.text, "note") for one in feedback.questions if one.key != TALKED),
    )

    def form(given: Given) -> Returned:
        answers = {one.key: given.get(one.key) or "" for one in feedback.questions}
        team, days = given["team"] or "", (given["returned_on"], given["talked_on"])
        return Returned(given["agency_id"], days[0], team, days[1], given["reached"], answers)

    def written(given: Given) -> None:
        name = office.lookup.agency_name(given["agency_id"])
        changes = feedback_changes(office, loop.point["id"], form(given), feedback)
        write(f"Feedback form of {name} for {ref}", changes)

    def check(given: Given) -> Problems:
        ahead = "That day is still to come. Enter the day on which it happened."
        return [(key, ahead) for key in ("talked_on", "returned_on") if given[key] and given[key] > today]

    words = "It counts as the agency's confirmation. What they have seen change is kept as evidence of practice."
    begin = {"returned_on": today, "agency_id": agency}
    return Ask("A feedback form of the briefing is back", fields, written, begin, words, check)
