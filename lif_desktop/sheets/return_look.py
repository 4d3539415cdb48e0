"""The words of a return as tables, so that they are looked over and masked like any other that goes out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lif_desktop.framework.return_forms import ReturnForm
from lif_desktop.registers import register
from lif_desktop.sheets.outgoing import Cell, Change, Column, Outgoing
from lif_desktop.sheets.return_book import Place, places_of
from lif_desktop.sheets.return_rows import Prompt

_WORDY = frozenset({"text", "note"})


def changed_prompts(form: ReturnForm, prompts: Sequence[Prompt], title: str, change: Change) -> tuple[Prompt, ...]:
    """The rows of a return with `change` done to their words: fields of text, answers of last time, context.

    What is masked here is noted as sent, so that the answer is compared with what the agency saw.
    """
    places = [place for place in places_of(form)[2:] if not place.blank]
    columns = tuple(Column(place.name, " ".join(place.heading.split()), "note") for place in places)
    rows: list[tuple[Cell, ...]] = [tuple(_words(prompt, place) for place in places) for prompt in prompts]
    table = change(Outgoing(register(form.register), columns, rows, what=title))
    return tuple(
        _with_words(prompt, dict(_changed(places, before, after)))
        for prompt, before, after in zip(prompts, rows, table.rows, strict=True)
    )


def changed_facts(
    form: ReturnForm, facts: Sequence[tuple[str, str]], title: str, change: Change
) -> list[tuple[str, str]]:
    """What the first sheet of a return says, with `change` done to its words; a row for each fact."""
    columns = (Column("about", "About"), Column("said", "Read me", "note"))
    table = change(Outgoing(register(form.register), columns, list(facts), what=f"{title}, read me"))
    return [(label, str(said or "")) for (label, _), (_, said) in zip(facts, table.rows, strict=True)]


def _given(prompt: Prompt, source: str) -> Mapping[str, Any]:
    return {"last": prompt.last, "context": prompt.context}.get(source, prompt.values)


def _words(prompt: Prompt, place: Place) -> Cell:
    value = _given(prompt, place.source).get(place.name)
    wordy = place.field is None or place.field.kind in _WORDY
    return value if wordy and isinstance(value, str) else None


def _changed(
    places: Sequence[Place], before: Sequence[Cell], after: Sequence[Cell]
) -> Iterator[tuple[tuple[str, str], Cell]]:
    for place, old, new in zip(places, before, after, strict=True):
        if new != old:
            yield (place.source, place.name), new


def _with_words(prompt: Prompt, words: Mapping[tuple[str, str], Cell]) -> Prompt:
    if not words:
        return prompt
    sources: dict[str, dict[str, Any]] = {"values": {}, "last": {}, "context": {}}
    for (source, name), new in words.items():
        sources[source][name] = new
    return replace(
        prompt,
        values={**prompt.values, **sources["values"]},
        last={**prompt.last, **sources["last"]},
        context={**prompt.context, **sources["context"]},
    )
