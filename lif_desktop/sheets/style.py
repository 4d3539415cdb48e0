"""How workbooks look: typeface, colours and number formats, each made once per workbook."""

from functools import cache

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from lif_desktop.framework import colours

INK, QUIET = f"#{colours.INK}", f"#{colours.QUIET}"
ACCENT = f"#{colours.ACCENT}"
LINE = f"#{colours.LINE}"
HEAD_FILL, MADE_FILL = f"#{colours.HEAD_FILL}", f"#{colours.PALE}"
FILL_IN = f"#{colours.FILL_IN}"
FACE, SIZE = "Arial", 10
DATE = "d mmmm yyyy"

TONES: dict[str, tuple[str, str]] = {tone: (f"#{ink}", f"#{fill}") for tone, (ink, fill) in colours.TONES.items()}
"""Letters and fill of each tone."""

_NUMBERS = {"date": DATE, "whole": "0", "decimal": "General"}


NUMBERS = ("whole", "decimal")
"""Kinds of columns whose cells stand to the right."""
PLAIN = {"font_name": FACE, "font_size": SIZE}
"""The format of a cell that has no other; the width of its figures is the unit of column widths."""


class Look:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.cell = cache(self._cell)
        self.kept_text = cache(self._kept_text)
        self.heading = cache(self._heading)
        self.tone = cache(self._tone)
        self.asked = cache(self._asked)
        self.asked_heading = cache(self._asked_heading)
        self.title = cache(self._title)
        self.one_line = cache(self._one_line)
        self.link = cache(self._link)
        self.number_left = cache(self._number_left)
        self.section = cache(self._section)
        self.label = cache(self._label)
        self.beside_numbers = cache(self._beside_numbers)

    def _base(self, **more: object) -> Format:
        return self._book.add_format({"font_name": FACE, "font_size": SIZE, "font_color": INK, "valign": "top", **more})

    def _cell(self, kind: str) -> Format:
        """A cell of a column of this kind: text wraps, dates are in words, numbers stand to the right."""
        if kind in ("date", "whole", "decimal"):
            side = {"align": "left"} if kind == "date" else {"align": "right", "indent": 1}
            return self._base(num_format=_NUMBERS[kind], **side)
        return self._base(text_wrap=True)

    def _kept_text(self) -> Format:
        """Text that starts like a formula: it stays text even when the cell is edited in Excel."""
        return self._base(text_wrap=True, quote_prefix=True)

    def _heading(self, worked_out: bool = False, number: bool = False) -> Format:
        """A heading: paler and slanted over what the program works out, to the right over numbers."""
        fill, ink = (MADE_FILL, QUIET) if worked_out else (HEAD_FILL, ACCENT)
        side = {"align": "right", "indent": 1} if number else {}
        line = {"bottom": 2, "bottom_color": ACCENT}
        return self._base(bold=True, italic=worked_out, font_color=ink, bg_color=fill, text_wrap=True, **line, **side)

    def _asked(self, kind: str, fill: bool, kept: bool = False) -> Format:
        """A cell of a form: to be filled in, or grey and there to be read. `kept` text begins like a formula."""
        look: dict[str, object] = {"border": 1, "border_color": LINE, "bg_color": FILL_IN if fill else MADE_FILL}
        look |= {} if fill else {"font_color": QUIET}
        if kind in _NUMBERS:
            return self._base(num_format=_NUMBERS[kind], align="left", **look)
        return self._base(text_wrap=True, quote_prefix=kept, **look)

    def _asked_heading(self, fill: bool) -> Format:
        """The heading of a column to be filled in, or to be read."""
        ink, ground = TONES["amber"] if fill else (QUIET, MADE_FILL)
        line = {"bottom": 2, "bottom_color": ink, "left": 1, "left_color": LINE, "right": 1, "right_color": LINE}
        return self._base(bold=fill, font_color=ink, bg_color=ground, text_wrap=True, **line)

    def _tone(self, ink: str, fill: str) -> Format:
        """Letters and fill that a rule puts over a cell."""
        return self._book.add_format({"font_color": ink, "bg_color": fill})

    def _title(self) -> Format:
        """The title of a table for publication; it runs on over the cells beside it."""
        return self._book.add_format({"font_name": FACE, "font_size": 14, "bold": True, "font_color": ACCENT})

    def _section(self) -> Format:
        """The heading of a part of a sheet that is read."""
        return self._book.add_format({"font_name": FACE, "font_size": 11, "bold": True, "font_color": ACCENT})

    def _label(self) -> Format:
        """What stands before a text and says what it is."""
        return self._base(bold=True, text_wrap=True)

    def _one_line(self) -> Format:
        """Text that stays on one line, however long."""
        return self._base()

    def _number_left(self) -> Format:
        """A number that stands under and over words."""
        return self._base(num_format="#,##0", align="left")

    def _link(self) -> Format:
        """A way to another sheet."""
        return self._base(font_color=ACCENT, underline=1)

    def _beside_numbers(self) -> Format:
        """A word that stands where a number would."""
        return self._base(align="right", indent=1)
