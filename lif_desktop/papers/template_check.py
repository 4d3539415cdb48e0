"""Checks a template that somebody edited in Word: names each place that papers cannot use, and what to do there."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from docx.document import Document
from docx.oxml.ns import qn

from lif_desktop.papers.blocks import Paper, Properties
from lif_desktop.papers.office_template import Opened, Remark, TemplateTrouble, open_template, whole_or_trouble
from lif_desktop.papers.office_template_fill import EMPTY_LINE_TWIPS
from lif_desktop.papers.office_template_names import CONTENT, Tag, other_faults, tags_in
from lif_desktop.papers.office_template_places import Place, level_of, places, style_levels, style_name_of
from lif_desktop.papers.office_template_styles import NOTE_STYLE, make_fit
from lif_desktop.papers.saving import save_whole

__all__ = ["Remark", "TemplateTrouble", "check", "save_starting_copy"]

MOST_REMARKS = 100
_TWIPS_IN_POINT = 20


def check(source: Path | bytes) -> tuple[Remark, ...]:
    """What is to be said of a template, what stops papers first; nothing where all is well.

    Raises no error: a file that is no Word document at all is one remark that stops.
    """
    try:
        with whole_or_trouble("The template" if isinstance(source, bytes) else f"“{source.name}”"):
            found = _found_in(open_template(source))
            if not any(one.stops for one in found):
                _try(source)
            return found
    except TemplateTrouble as trouble:
        return (Remark(str(trouble), stops=True),)


def _try(source: Path | bytes) -> None:
    """Make a paper with nothing in it. Raises TemplateTrouble where that fails."""
    from lif_desktop.papers.word import render

    about = Properties("A partnership", datetime(2026, 1, 1, tzinfo=UTC))
    render(Paper("Title", "Subtitle", "OFFICIAL", "Version 1", (), properties=about, landscape=True), source)


def _found_in(opened: Opened) -> tuple[Remark, ...]:
    """What is to be said of a template that could be opened."""
    document, found = opened.document, list(opened.remarks)
    held = [one for one in places(document) if style_name_of(one.paragraph, document) != NOTE_STYLE.lower()]
    tags = [(one, tag) for one in held for tag in tags_in(one.words)]
    found += [Remark(tag.fault, str(one), stops=True) for one, tag in tags if tag.fault]
    faulty = {id(one) for one, tag in tags if tag.fault}
    found += [
        Remark(said, str(one), stops=True) for one in held if id(one) not in faulty for said in other_faults(one.words)
    ]
    found += _about_content(tags)
    found += _about_marking(tags, held, document)
    found += _about_title(tags, held, document)
    found += _about_empty(held, document)
    make_fit(document, found.append)
    once = list(dict.fromkeys(found))
    return tuple(sorted(once, key=lambda one: not one.stops)[:MOST_REMARKS])


def _about_content(tags: list[tuple[Place, Tag]]) -> Iterator[Remark]:
    named = [one for one, tag in tags if tag.name == CONTENT]
    if not named:
        yield Remark(
            f"There is no place for the paper itself. It goes to the end. Write {{{{ {CONTENT} }}}} where it belongs."
        )
        return
    for more in named[1:]:
        yield Remark("The paper is put in once only, at the first of these names.", str(more))
    first = named[0]
    if first.kind == "table":
        yield Remark("The paper cannot stand in a table. It goes below the table.", str(first))
    elif first.kind != "body":
        yield Remark("The paper cannot stand there. It goes to the end of the text.", str(first))
    elif first.words.replace("{{", "").replace("}}", "").strip("\u00a0 \u201c\u201d'\"").lower() != CONTENT:
        yield Remark("The paper goes below this paragraph. Give the name a paragraph of its own.", str(first))


def _about_marking(tags: list[tuple[Place, Tag]], held: list[Place], document: Document) -> Iterator[Remark]:
    for kind in ("header", "footer"):
        named = any(tag.name == "marking" and one.kind == kind for one, tag in tags)
        styled = any(one.kind == kind and style_name_of(one.paragraph, document) == "marking" for one in held)
        if not named and not styled:
            yield Remark(
                f"The {kind} has no place for the marking. It is added at its end. Write {{{{ marking }}}} there."
            )


def _about_title(tags: list[tuple[Place, Tag]], held: list[Place], document: Document) -> Iterator[Remark]:
    levels = style_levels(document)
    body = [one for one in held if one.kind in ("body", "table")]
    titles = [one for one, tag in tags if tag.name == "title" and one in body]
    for one in titles[:1]:
        if level_of(one.paragraph, levels) != 1:
            yield Remark(
                "The title is not in the style Heading 1. It keeps its look and counts as the heading.", str(one)
            )
    for one in body:
        if one not in titles[:1] and level_of(one.paragraph, levels) == 1 and one.words.strip():
            yield Remark(
                "A paper has one heading of the first level, its title. This one is set in Heading 2.", str(one)
            )
    for one in held:
        if one.kind == "box" and any(tag.name == "title" for place, tag in tags if place is one):
            yield Remark("Screen readers pass over text boxes. The title is printed above the paper too.", str(one))


def _about_empty(held: list[Place], document: Document) -> Iterator[Remark]:
    empty = [
        one
        for one in held
        if one.kind == "body"
        and not one.words.strip()
        and one.paragraph.getparent() is document.element.body
        and not any(True for _ in one.paragraph.iter(qn("w:drawing"), qn("w:pict"), qn("w:sectPr"), qn("w:br")))
    ]
    if empty:
        points = EMPTY_LINE_TWIPS // _TWIPS_IN_POINT
        yield Remark(
            f"An empty paragraph makes room. Papers put {points} points of space there instead.", empty[0].where
        )


def save_starting_copy(path: Path, kind: str = "") -> Path:
    """Save a copy of the shipped template to edit, with every name explained in it; gives the path.

    `kind` is the key of the paper it is for, "" for all of them. Raises PaperError where it cannot be written.
    """
    return save_whole(path, starting_copy(kind))


def starting_copy(kind: str = "") -> bytes:
    """The bytes of such a copy."""
    from lif_desktop.papers.office_template_start import make_starting_copy

    whole = BytesIO()
    make_starting_copy(kind).save(whole)
    return whole.getvalue()


def read_to_keep(path: Path) -> tuple[bytes, tuple[Remark, ...]]:
    """The bytes of a template that papers can be made in, and what is to be said of it.

    Raises TemplateTrouble with the first thing that is to be mended where no paper can be made in it.
    """
    remarks = check(path)
    if stop := next((one for one in remarks if one.stops), None):
        where = f"In “{path.name}”, {stop}" if stop.where else stop.says
        raise TemplateTrouble(f"The template was not taken. {where}")
    try:
        return path.read_bytes(), remarks
    except OSError as error:
        raise TemplateTrouble(f"“{path.name}” could not be read. Close it in other programs and try again.") from error
