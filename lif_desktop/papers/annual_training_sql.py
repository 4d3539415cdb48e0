"""The queries behind the figures of training in a yearly report: each course counted once, over the four stages."""

from collections.abc import Iterable

from lif_desktop.papers.annual_sql import THERE, Queries, quoted

_FILLED = "trim(coalesce({}, '')) <> ''"
_BEARS_ON = "('yes', 'partly', 'no')"


def courses(sql: Queries) -> str:
    """The courses held in the year (t) and the lines of their evaluation (e), to stand before a query."""
    board = sql.of_board(sql.board)
    held = f"held_on {sql.period} AND held_on <= '{sql.today}'" + (f" AND {board}" if board else "")
    return (
        f"WITH t AS (SELECT * FROM training WHERE {THERE} AND {held}), "  # noqa: S608
        f"e AS (SELECT * FROM evaluations WHERE {THERE} AND training_id IN (SELECT id FROM t)) "
    )


def _line(column: str, stage: str, order: str = "id") -> str:
    return (
        f"(SELECT e.{column} FROM e WHERE e.training_id = t.id AND e.stage = '{stage}' AND e.{column} IS NOT NULL "  # noqa: S608
        f"ORDER BY e.{order} LIMIT 1)"
    )


_OWN = "(questionnaires IS NOT NULL OR satisfaction IS NOT NULL)"
FORMS = f"coalesce(questionnaires, {_line('replies', 'reaction', 'replies DESC')})"
ASKED = (
    f"CASE WHEN {_OWN} THEN coalesce(attended, {_line('invited', 'reaction')}) "
    f"ELSE coalesce({_line('invited', 'reaction', 'replies DESC')}, attended) END"
)


def over_courses(sql: Queries, what: str) -> str:
    """One number over the courses of the year."""
    return f"{courses(sql)}SELECT {what} FROM t"  # noqa: S608


def forms(sql: Queries, what: str) -> str:
    """One number over the forms that came back (r) of those asked (a), of courses where the two fit."""
    return (
        f"{courses(sql)}SELECT {what} FROM (SELECT coalesce({FORMS}, 0) AS r, {ASKED} AS a FROM t) "  # noqa: S608
        "WHERE a > 0 AND r <= a"
    )


def odd_forms(sql: Queries) -> str:
    """Counts the courses with more forms than people."""
    return f"{courses(sql)}SELECT count(*) FROM (SELECT {FORMS} AS r, {ASKED} AS a FROM t) WHERE r > a"  # noqa: S608


def satisfaction(sql: Queries, what: str) -> str:
    """One number over the courses with a score (s) from r of a people."""
    score = f"coalesce(satisfaction, {_line('result', 'reaction')})"
    return (
        f"{courses(sql)}SELECT {what} FROM (SELECT {score} AS s, {FORMS} AS r, {ASKED} AS a FROM t WHERE {_OWN}) "  # noqa: S608
        "WHERE s IS NOT NULL AND r > 0 AND r <= a"
    )


def follow_up(sql: Queries, what: str) -> str:
    """One number over the follow-ups: r of a people answered, u of them use it at work."""
    own = "(follow_up_replies IS NOT NULL OR applied IS NOT NULL OR coalesce(behaviour_examples, '') <> '')"
    replies = f"coalesce(follow_up_replies, {_line('replies', 'behaviour')})"
    asked = f"coalesce(attended, {_line('invited', 'behaviour')})"
    return (
        f"{courses(sql)}SELECT {what} FROM (SELECT {replies} AS r, {asked} AS a, coalesce(applied, 0) AS u FROM t "  # noqa: S608
        f"WHERE {own}) WHERE r IS NOT NULL AND a > 0 AND r <= a"
    )


_MEASURES = (("Knowledge", "knowledge"), ("Confidence", "confidence"))
MEASURED = " UNION ALL ".join(
    (
        *(
            f"SELECT coalesce(theme, '') AS theme, '{name}' AS m, {key}_before AS b, {key}_after AS f, "  # noqa: S608
            "matched_pairs AS p, attended AS a, scale_most AS s FROM t"
            for name, key in _MEASURES
        ),
        *(
            "SELECT coalesce(t.theme, ''), e.measure, e.baseline, e.result, e.replies, "  # noqa: S608
            "coalesce(e.invited, t.attended), e.scale_most FROM e JOIN t ON t.id = e.training_id WHERE "
            f"e.stage = 'learning' AND e.measure = '{name}' AND t.{key}_before IS NULL AND t.{key}_after IS NULL"
            for name, key in _MEASURES
        ),
    )
)
"""Each measure before and after, its pairs and its scale: the courses' own, else those of their lines."""


def by_theme(sql: Queries, told: Iterable[tuple[str, str]], most: float | None, what: str) -> str:
    """A number for each theme over matched pairs (p) of a measure, before (b) and after (f), on one scale.

    `told` are the themes with the measure that the report shows.
    """
    shown = " OR ".join(f"(theme = '{theme}' AND m = '{measure}')" for theme, measure in told)
    scale = "s IS NULL" if most is None else f"s = {most:g}"
    return (
        f"{courses(sql)}SELECT theme, {what} FROM ({MEASURED}) WHERE b IS NOT NULL AND f IS NOT NULL "  # noqa: S608
        f"AND p > 0 AND (a IS NULL OR p <= a) AND {scale} AND ({shown}) GROUP BY theme ORDER BY theme"
    )


def reached(sql: Queries) -> str:
    """Counts the courses with evidence at each stage."""
    no_impact = f"(no_impact AND {_FILLED.format('decision')})"
    lines = {
        "reaction": "replies > 0",
        "learning": "replies > 0 AND result IS NOT NULL",
        "behaviour": f"({_FILLED.format('difference')} OR {no_impact} OR replies > 0)",
        "results": f"({_FILLED.format('difference')} OR {no_impact} OR replies > 0 OR result IS NOT NULL)",
    }
    own = {
        "reaction": "questionnaires > 0",
        "learning": "matched_pairs > 0 AND (knowledge_after IS NOT NULL OR confidence_after IS NOT NULL)",
        "behaviour": f"{_FILLED.format('behaviour_examples')} OR follow_up_replies > 0 OR applied > 0",
        "results": f"{_FILLED.format('results_evidence')} OR EXISTS (SELECT 1 FROM case_tracking k WHERE "  # noqa: S608
        f"k.training_id = t.id AND k.{THERE} AND k.would_have_helped IN {_BEARS_ON})",
    }
    parts = (
        f"SELECT '{stage}', count(*) FROM t WHERE {own[stage]} OR EXISTS (SELECT 1 FROM e WHERE e.training_id = t.id "  # noqa: S608
        f"AND e.stage = '{stage}' AND {lines[stage]})"
        for stage in own
    )
    return courses(sql) + " UNION ALL ".join(parts)


def places(sql: Queries) -> str:
    """Adds up the places that each agency took."""
    return (
        f"{courses(sql)}SELECT (SELECT name FROM agencies WHERE agencies.id = bookings.agency_id), "  # noqa: S608
        f"coalesce(sum(attended), 0) FROM bookings WHERE {THERE} AND training_id IN (SELECT id FROM t) "
        "GROUP BY agency_id"
    )


def counted(sql: Queries) -> str:
    """Counts the courses for which places by agency are recorded."""
    return f"{courses(sql)}SELECT count(*) FROM t WHERE id IN (SELECT training_id FROM bookings WHERE {THERE})"  # noqa: S608


def of_agencies(what: str, years: Iterable[str]) -> str:
    """A number of each agency's own return on training; `years` are the ways in which the year was written."""
    return (
        f"SELECT (SELECT name FROM agencies WHERE agencies.id = agency_id) AS name, {what} AS n FROM training_returns "  # noqa: S608
        f"WHERE {THERE} AND year IN {quoted(years)} AND {what} IS NOT NULL ORDER BY 1"
    )


def standards(sql: Queries, column: str) -> str:
    """The score of each agency for each standard on training in audits of the year."""
    return (
        f"SELECT (SELECT name FROM agencies WHERE agencies.id = agency_id) || ': ' || standard, {column} "  # noqa: S608
        f"FROM audit_standards WHERE {THERE} AND {column} IS NOT NULL AND instr(lower(standard), 'training') > 0 "
        f"AND audit_id IN (SELECT id FROM audits WHERE {THERE} AND (completed_on {sql.period} OR due_on {sql.period})) "
        "AND agency_id IS NOT NULL ORDER BY 1"
    )


def cases(sql: Queries, answers: Iterable[str]) -> str:
    """Counts the cases looked at again in the year with one of these answers."""
    return (
        f"SELECT count(*) FROM case_tracking WHERE {THERE} AND looked_on {sql.period} "  # noqa: S608
        f"AND would_have_helped IN {quoted(answers)}"
    )
