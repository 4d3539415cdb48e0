"""The figures of training in a yearly report, noted with the queries behind them."""

from collections.abc import Iterable, Sequence

from lif_desktop.framework.evaluation import BEHAVIOUR, REACTION, STAGES, at_stage, overall
from lif_desktop.framework.tracking import tracked
from lif_desktop.office.training_evidence import Coverage
from lif_desktop.papers import annual_training_sql as queries
from lif_desktop.papers.annual_year import Year


def note_training(year: Year, found: Coverage) -> None:
    """Notes how many courses were held, places taken, forms, scores, follow-ups, stages, places by agency and cases."""
    sql = year.sql
    about = [{"ref": one.ref} for one in found.courses]
    year.note(_of("Training events held", year), len(found.courses), queries.over_courses(sql, "count(*)"), about)
    attended = sum(one.attended or 0 for one in found.courses)
    year.note(_of("Places taken", year), attended, queries.over_courses(sql, "coalesce(sum(attended), 0)"), about)
    forms = found.replies
    if forms.share is not None:
        year.note(_of("Evaluation forms that came back", year), forms.replies or 0, queries.forms(sql, "sum(r)"))
        share = queries.forms(sql, "100.0 * sum(r) / sum(a)")
        year.note(_of("Share of people who gave a form back, per cent", year), 100 * forms.share, share)
    year.note(_of("Training events with more forms than people", year), len(found.odd), queries.odd_forms(sql))
    _note_scores(year, found)
    reached = [(stage, float(found.reached(stage))) for stage in STAGES]
    year.note_all(_of("Training events with evidence by stage of evaluation", year), reached, queries.reached(sql))
    places = ((name, float(one.attended or 0)) for _, name, one in found.attendance)
    year.note_all(_of("Places taken by agency", year), places, queries.places(sql))
    year.note(_of("Training events with places by agency", year), found.counted, queries.counted(sql))
    _note_cases(year)


def _of(words: str, year: Year) -> str:
    return f"{words}, {year.name}"


def _note_scores(year: Year, found: Coverage) -> None:
    sql = year.sql
    scored = [
        one
        for course in found.courses
        for one in at_stage(course.findings, REACTION)
        if one.own and one.result is not None and one.rate.share
    ]
    rate = overall(one.rate for one in scored)
    if rate.replies and rate.share is not None:
        mean = sum((one.result or 0) * (one.rate.replies or 0) for one in scored) / rate.replies
        words = "Satisfaction, the mean over people"
        year.note(_of(words, year), mean, queries.satisfaction(sql, "sum(s * r) / sum(r)"))
        year.note(_of("People who scored their satisfaction", year), rate.replies, queries.satisfaction(sql, "sum(r)"))
        year.note(_of("People who were asked for it", year), rate.asked or 0, queries.satisfaction(sql, "sum(a)"))
        share = queries.satisfaction(sql, "100.0 * sum(r) / sum(a)")
        year.note(_of("Share of people who scored it, per cent", year), 100 * rate.share, share)
    asked = [
        one
        for course in found.courses
        for one in at_stage(course.findings, BEHAVIOUR)
        if one.own and one.rate.share is not None
    ]
    after = overall(one.rate for one in asked)
    if after.share is not None:
        year.note(_of("Follow-ups answered", year), after.replies or 0, queries.follow_up(sql, "sum(r)"))
        year.note(_of("People asked in a follow-up", year), after.asked or 0, queries.follow_up(sql, "sum(a)"))
        share = queries.follow_up(sql, "100.0 * sum(r) / sum(a)")
        year.note(_of("Share of follow-ups answered, per cent", year), 100 * after.share, share)
        used = sum(one.used or 0 for one in asked)
        year.note(_of("People who use it at work", year), used, queries.follow_up(sql, "sum(u)"))


def _note_cases(year: Year) -> None:
    some = tracked(year.within("case_tracking", "looked_on"))
    for words, number, answers in (
        ("with an answer", some.looked_at, ("yes", "partly", "no")),
        ("in which the learning would have helped", some.helped, ("yes",)),
        ("in which it would have helped partly", some.partly, ("partly",)),
        ("in which it would have helped, at least partly", some.helped + some.partly, ("yes", "partly")),
    ):
        year.note(_of(f"Cases looked at again {words}", year), number, queries.cases(year.sql, answers))


def note_themes(year: Year, told: Sequence[tuple[str, str, int, float, float]], most: float | None) -> None:
    """Notes what people rated themselves before and after by theme: (theme, measure, pairs, before, after)."""
    shown = sorted(told)

    def query(what: str) -> str:
        return queries.by_theme(year.sql, [(one[0], one[1]) for one in shown], most, what)

    for words, at, what in (
        ("Matched pairs", 2, "sum(p)"),
        ("Self-rating before training", 3, "sum(b * p) / sum(p)"),
        ("Self-rating after training", 4, "sum(f * p) / sum(p)"),
    ):
        cells: Iterable[tuple[str, float]] = [(one[0], float(one[at])) for one in shown]
        year.note_all(_of(f"{words} by theme", year), cells, query(what))
    pairs = query("sum(p) AS p, sum(b * p) / sum(p) AS b, sum(f * p) / sum(p) AS f")
    year.note(_of("Themes with matched pairs", year), len(shown), f"SELECT count(*) FROM ({pairs})")  # noqa: S608
    higher = f"SELECT count(*) FROM ({pairs}) WHERE f > b"  # noqa: S608
    rose = sum(one[4] > one[3] for one in shown)
    year.note(_of("Themes in which people rated themselves higher", year), rose, higher)
    people = sum(one[2] for one in shown)
    year.note(_of("People who answered before and after", year), people, f"SELECT sum(p) FROM ({pairs})")  # noqa: S608


def note_agencies(year: Year, found: Coverage) -> None:
    """Notes what agencies told of their own training: staff, trained, the share, and scores of standards."""
    sent = [one for one in found.agencies if one.line]
    written = {line["year"] for line in year.records.rows("training_returns") if year.named(line["year"])}
    for words, key in (("Staff in scope", "staff"), ("Staff trained", "trained")):
        cells = sorted((one.name, one.line[key]) for one in sent if one.line and one.line[key] is not None)
        year.note_all(_of(f"{words} by agency", year), cells, queries.of_agencies(key, written))
    shares = sorted((one.name, 100 * one.rate.share) for one in sent if one.rate.share is not None)
    share = "CASE WHEN staff > 0 AND trained <= staff THEN 100.0 * trained / staff END"
    year.note_all(_of("Share of staff trained by agency, per cent", year), shares, queries.of_agencies(share, written))
    for words, at, column in (("Own score", 2, "self_score"), ("Moderated score", 3, "moderated_score")):
        scores = sorted(
            (f"{one.name}: {line[1]}", float(line[at]))  # type: ignore[arg-type]
            for one in found.agencies
            for line in one.standards
            if line[at] is not None
        )
        year.note_all(_of(f"{words} for standards on training", year), scores, queries.standards(year.sql, column))
