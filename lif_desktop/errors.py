"""Troubles that a person can mend, each with a sentence that says how."""


class LifError(Exception):
    """A trouble a person can mend. `str(error)` is the plain sentence that is shown."""
