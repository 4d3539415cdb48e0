"""Which styles of .xlsx show a number as a date, a length of time or a percentage: all that reading needs of them.

openpyxl's own reader of styles builds fonts, fills and borders too, and gives up a workbook over an odd one of those.
"""

from typing import IO
from xml.etree.ElementTree import iterparse

from openpyxl.styles.numbers import builtin_format_code, is_date_format, is_timedelta_format
from openpyxl.xml.constants import SHEET_MAIN_NS

from lif_desktop.sheets.formats.numbers import is_percent

_FORMAT, _STYLES, _STYLE = (f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("numFmt", "cellXfs", "xf"))
LONGEST_FORMAT = 1024
"""Excel allows 255 characters; a code beyond this is not looked at."""


class Styles:
    """The places, from 0, of the styles that show dates, of those that show lengths of time, and of percentages."""

    def __init__(self, stream: IO[bytes] | None = None) -> None:
        self.dates: set[int] = set()
        self.durations: set[int] = set()
        self.percents: set[int] = set()
        self._codes: dict[int, str] = {}
        self._place = 0
        if stream is not None:
            self._read(stream)

    def _read(self, stream: IO[bytes]) -> None:
        among_styles = False
        for event, element in iterparse(stream, ("start", "end")):  # noqa: S314 - sniff has refused every DOCTYPE
            if element.tag == _STYLES:
                among_styles = event == "start"
            elif event == "end" and element.tag == _FORMAT:
                self._codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
            elif event == "end" and element.tag == _STYLE and among_styles:
                self._take(int(element.get("numFmtId", "0")))
                element.clear()

    def _take(self, number: int) -> None:
        code = self._codes.get(number) or builtin_format_code(number)
        if code and len(code) <= LONGEST_FORMAT:
            if is_date_format(code):
                self.dates.add(self._place)
            if is_timedelta_format(code):
                self.durations.add(self._place)
            if is_percent(code):
                self.percents.add(self._place)
        self._place += 1
