"""Finds in several files: one file's is never taken for another's, and its own look gets back its own."""

from lif_desktop.framework.personal import find
from lif_desktop.framework.personal_files import gone_from, in_file
from lif_desktop.framework.personal_places import Place, as_noted, place


def a_find() -> Place:
    (one,) = find("Ring 07700 900123")
    return place("paragraph 1", "Ring 07700 900123", one, (0,), ())


def test_the_same_find_in_two_files_is_two() -> None:
    one, other = in_file(a_find(), "a.docx"), in_file(a_find(), "b.docx")
    assert one.where == "a.docx: paragraph 1"
    assert one.mark != other.mark
    assert [noted["done"] for noted in as_noted([one, other], [other])] == ["left", "masked"]


def test_what_is_masked_in_a_file_is_what_its_own_look_found() -> None:
    own = a_find()
    masks = [in_file(own, "a.docx")]
    assert gone_from([own], "a.docx", masks.__contains__) == (own,)
    assert gone_from([own], "b.docx", masks.__contains__) == ()
