"""A training programme with what its evaluation showed; counts only, no delegates."""

import random
from dataclasses import dataclass, replace
from datetime import date

from made_up.content import content
from made_up.days import TODAY, day, later, past, working


@dataclass(frozen=True)
class Event:
    """One course on one day with its figures; None where nothing is known yet."""

    ref: str
    course: str
    held: date
    venue: str
    trainer: str
    places: int
    booked: int
    attended: int | None
    absent: int | None
    cancelled: int
    forms: int | None
    satisfaction: float | None
    said: str
    pairs: int | None
    knowledge: tuple[float, float] | None
    confidence: tuple[float, float] | None
    follow_up_due: date
    follow_up_sent: date | None
    replies: int | None
    applied: int | None
    used: str


def events() -> list[Event]:
    """The programme in the order of its days; the same each time."""
    chance = random.Random("training")
    numbers: dict[int, int] = {}
    made = []
    for course, text in content("training")["runs"]:
        held = day(text)
        numbers[held.year] = numbers.get(held.year, 0) + 1
        made.append(_followed(_event(f"TRN-{held.year}-{numbers[held.year]:03d}", course, held, chance)))
    return made


def _followed(event: Event) -> Event:
    """The event with a follow-up that went otherwise than chance has it, where the content says so."""
    told = content("training")["follow_ups"].get(event.ref)
    if told is None:
        return event
    sent, replies, applied, used = told
    return replace(event, follow_up_sent=day(sent), replies=replies or None, applied=applied or None, used=used)


def _event(ref: str, course: str, held: date, chance: random.Random) -> Event:
    large = course == "CONF"
    places = 120 if large else chance.choice((20, 24, 25, 30))
    booked = places - chance.randint(0, places // 5)
    cancelled = chance.randint(0, 3)
    attended = booked - cancelled - chance.randint(0, 2 + places // 12)
    forms = int(attended * chance.uniform(0.38, 0.86))
    pairs = int(forms * chance.uniform(0.7, 0.95))
    know, sure = chance.uniform(4.2, 6.0), chance.uniform(4.0, 5.8)
    rise = chance.uniform(1.2, 2.8)
    done = held < TODAY
    due = later(held, 3)
    sent = past(working(due, chance.randint(0, 6))) if chance.random() < 0.8 or due < day("2026-06-01") else None
    replies = int(attended * chance.uniform(0.2, 0.45)) if sent else None
    figures = not large and course not in ("WNB", "CARE") and done
    said = " ".join(chance.sample(content("training")["said"], 2))
    return Event(
        ref,
        course,
        held,
        "Online" if course_of(course)[3] == "Webinar" else chance.choice(content("training")["venues"]),
        chance.choice(("Training Manager and a practitioner", "Commissioned trainer", "Named Nurse and a detective")),
        places,
        booked,
        attended if done else None,
        booked - cancelled - attended if done else None,
        cancelled if done else 0,
        forms if done else None,
        round(chance.uniform(3.9, 4.8), 1) if done else None,
        said if done else "",
        pairs if figures else None,
        (round(know, 1), round(min(know + rise, 9.4), 1)) if figures else None,
        (round(sure, 1), round(min(sure + rise + 0.3, 9.5), 1)) if figures else None,
        due,
        sent,
        replies,
        int(replies * chance.uniform(0.5, 0.9)) if replies else None,
        chance.choice(content("training")["used"]) if replies else "",
    )


def places_by_agency() -> list[tuple[str, str, int, int, int, int]]:
    """This year's courses: event, agency, booked, attended, did not attend, cancelled; they add up to the event's."""
    chance = random.Random("places")
    lines = []
    for one in events():
        if one.held.year != 2026 or one.attended is None:
            continue
        agencies = chance.sample(content("training")["who_comes"], 5)
        fates = ["attended"] * one.attended + ["absent"] * (one.absent or 0) + ["cancelled"] * one.cancelled
        chance.shuffle(fates)
        shares = [chance.choice(agencies) for _ in fates]
        for agency in sorted(set(shares)):
            own = [fate for fate, share in zip(fates, shares, strict=True) if share == agency]
            lines.append(
                (one.ref, agency, len(own), own.count("attended"), own.count("absent"), own.count("cancelled"))
            )
    return lines


def course_of(key: str) -> list[str]:
    """Title, theme, boards and kind of a course by the key that learning points use."""
    found: list[str] = content("training")["courses"][key]
    return found
