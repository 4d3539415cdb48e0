"""The points of a note: key lines of enquiry, questions, anything that was written as a list."""

import re

_SIGN = re.compile(r"^(?:[-–•*\t ]+|\(?(?:\d{1,2}|[a-z])[.)]\s+)+", re.IGNORECASE)
_AFTER_QUESTION = re.compile(r"(?<=\?)\s+(?=\S)")


def points_of(text: str | None) -> list[str]:
    """The points of a note, one for each line, without the signs and numbers that begin them.

    A note of one line that holds several questions, and nothing after the last of them, gives each question.
    """
    lines = [_SIGN.sub("", line.strip()).strip() for line in (text or "").splitlines()]
    found = [line for line in lines if line]
    if len(found) == 1 and found[0].endswith("?"):
        return _AFTER_QUESTION.split(found[0])
    return found
