"""The workbooks that agencies fill in, as data: what each kind of return asks, in which columns and words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lif_desktop.framework.reading import Table, read_toml


@dataclass(frozen=True)
class FormColumn:
    """One column of a return: a `field` of its register, or a `context` that is worked out for each row.

    With `fill` the agency fills it in. `last` heads a column beside it with what was told last time; `blank` sends it
    empty although the office has a value. `heading` is empty where the field's own label stands there, `note` is the
    note on it.
    """

    field: str = ""
    context: str = ""
    heading: str = ""
    note: str = ""
    fill: bool = False
    last: str = ""
    blank: bool = False


@dataclass(frozen=True)
class Question:
    """One question that an agency answers in its own words, under the heading of its section, with what helps.

    With `each` it stands for as many questions as the field of that name of the review has lines, each after `text`.
    """

    section: str
    text: str
    help: str
    each: str = ""


@dataclass(frozen=True)
class ReturnForm:
    """One kind of return: into which register it comes back, what it asks, how it is filled in.

    `blanks` is how many empty rows stand ready for records that are not there yet; `scored` says that the meaning of
    the scores is told.
    """

    key: str
    register: str
    sheet: str
    asks: str
    how: tuple[str, ...]
    columns: tuple[FormColumn, ...]
    questions: tuple[Question, ...] = ()
    blanks: int = 0
    scored: bool = False


@dataclass(frozen=True)
class ReturnForms:
    """Every kind of return by its key, how any workbook is filled in, and what the scores of standards mean.

    `add_rows` says how rows are added, where a form has empty ones.
    """

    forms: Mapping[str, ReturnForm]
    read_me: tuple[str, ...]
    add_rows: str
    scores_heading: str
    scores: tuple[str, ...]


def load_return_forms(path: Path) -> ReturnForms:
    """The kinds of return in the file; raises ProfileError with file, key and what was expected."""
    top = Table(path.name, "", read_toml(path))
    read_me, add_rows = top.texts("read_me"), top.text("add_rows")
    scores = top.table("scores")
    heading, steps = scores.text("heading"), scores.texts("steps")
    scores.finish()
    forms: dict[str, ReturnForm] = {}
    for table in top.tables("kinds"):
        forms[table.key()] = _form(table, forms)
    top.finish()
    return ReturnForms(forms, read_me, add_rows, heading, steps)


def _form(table: Table, before: Mapping[str, ReturnForm]) -> ReturnForm:
    """One kind; what it does not say itself it has from the kind before that it names as `like`."""
    like = before[table.one_of("like", tuple(before))] if table.has("like") else None
    columns = [_column(row) for row in _rows(table, "columns")]
    if not columns and like is None:
        raise table.error("columns", "at least one column")
    form = ReturnForm(
        key=table.key(),
        register=table.text("register") if like is None else table.text("register", like.register),
        sheet=table.text("sheet") if like is None else table.text("sheet", like.sheet),
        asks=table.text("asks"),
        how=table.texts("how", like.how if like else ()),
        columns=tuple(columns) or (like.columns if like else ()),
        questions=tuple(_question(row) for row in _rows(table, "questions")) or (like.questions if like else ()),
        blanks=table.whole("blanks") if table.has("blanks") else 0,
        scored=table.flag("scored", like.scored if like else False),
    )
    table.finish()
    return form


def _rows(table: Table, key: str) -> Sequence[Table]:
    return table.tables(key, identity="", default=())


def _column(table: Table) -> FormColumn:
    column = FormColumn(
        field=table.text("field", ""),
        context=table.text("context", ""),
        heading=table.text("heading", ""),
        note=table.text("note", ""),
        fill=table.flag("fill", False),
        last=table.text("last", ""),
        blank=table.flag("blank", False),
    )
    table.finish()
    if bool(column.field) == bool(column.context):
        raise table.error("field", "either a field or a context, and just one of them")
    if column.context and (column.fill or not column.heading):
        raise table.error("context", "a heading, and no fill: it is there to be read")
    return column


def _question(table: Table) -> Question:
    question = Question(table.text("section"), table.text("text"), table.text("help", ""), table.text("each", ""))
    table.finish()
    return question
