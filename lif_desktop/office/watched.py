"""What the look for personal details knows of this office: the watched names, and whose details are the office's own.

The names stand in one setting, a line each. They are shown in the window that keeps them and nowhere else: no words
of a batch, no log, no report and no trouble repeats them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lif_desktop.framework.choice import plain
from lif_desktop.framework.personal import contact_key, find
from lif_desktop.office.changes import Batch
from lif_desktop.office.office import Office

WATCHED = "watched_names"
"""The setting that holds the names."""
_SETTINGS = ("partnership", "office_email", "office_telephone", "send_to", "contact", "reply_to")
"""Settings in which the office may have written how it is reached."""


@dataclass(frozen=True)
class Watch:
    """What a look needs: the watched names, and `own`, the e-mail addresses and telephone numbers of roles.

    `own` are those of the list of people and of the office itself, each as `contact_key` gives it. Neither is shown
    when the whole is printed.
    """

    names: tuple[str, ...] = field(default=(), repr=False)
    own: frozenset[str] = field(default=frozenset(), repr=False)


def watched_names(office: Office) -> tuple[str, ...]:
    """The names on the office's own list, in its order."""
    return _cleaned(office.setting(WATCHED).split("\n"))


def watch_names(office: Office, names: Iterable[str]) -> Batch | None:
    """Write the list anew, journalled and undone like everything else; the batch says only how many there are."""
    kept = _cleaned(names)
    many = f"{len(kept):,} {'name' if len(kept) == 1 else 'names'}"
    return office.set_setting(WATCHED, "\n".join(kept), f"Changed the watched names: {many}")


def _cleaned(names: Iterable[str]) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for name in names for line in name.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def watch(office: Office) -> Watch:
    """The names and the office's own contact details as they are now."""
    return Watch(watched_names(office), own_contacts(office))


def own_contacts(office: Office) -> frozenset[str]:
    """E-mail addresses and telephone numbers of roles: of the list of people, and of the office's own settings.

    They are no find where they stand in a place that is meant for them, since a letter that cannot say how to answer
    is none; in a note or a summary they are one like any other.
    """
    written = [value for row in office.records("contacts") for value in (row["email"], row["telephone"]) if value]
    written += [value for name in _SETTINGS if (value := office.setting(name))]
    found = [one.text for text in written for one in find(text) if one.kind in ("email", "telephone")]
    return frozenset(contact_key(one) for one in (*written, *found) if one)


def known_words(office: Office) -> frozenset[str]:
    """Words of agencies, groups and lists in small letters, which are no names here.

    The people of the list of contacts are not among them: they hold roles, but in the words of a case their name still
    says who spoke.
    """
    lookup = office.lookup
    names = [agency.name for agency in lookup.agencies]
    names += [other for agency in lookup.agencies for other in agency.others]
    names += [choice.label for choices in lookup.lists.values() for choice in choices]
    return frozenset(word for name in names for word in plain(name).split())
