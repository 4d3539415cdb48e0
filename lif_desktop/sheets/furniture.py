"""What stands in the margins of every printed sheet: whose it is, what it is, how it is marked, day and page."""

import datetime as dt

from xlsxwriter.worksheet import Worksheet

from lif_desktop.framework.dates import show_date
from lif_desktop.office import Office
from lif_desktop.office.partnership import partnership_of
from lif_desktop.registers.values import clean


def furnish(sheet: Worksheet, office: Office, title: str, marking: str, day: dt.date, part: str = "") -> None:
    """Margins, header and footer of a sheet: partnership, title, marking; day, page of pages, marking.

    `part` ("12 of 148") stands with the day where the sheet is not the whole of a register.
    """
    of_all = f", {part} rows" if part else ""
    partnership = _fitted(partnership_of(office), 90)
    made_up = " (made-up data)" if office.setting("made_up") == "yes" else ""
    title = _fitted(f"{_shortened(title, 40)}{made_up}", 60)
    marking = _fitted(marking, 40)
    sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.65)
    sheet.set_header(
        f'&L&"Arial,Regular"&8{partnership}&C&"Arial,Bold"&10{title}&R&"Arial,Bold"&8{marking}',
        {"margin": 0.35},
    )
    sheet.set_footer(
        f'&L&"Arial,Regular"&8As it stood on {show_date(day)}{of_all}&C&"Arial,Regular"&8Page &P of &N'
        f'&R&"Arial,Bold"&8{marking}',
        {"margin": 0.3},
    )


def _fitted(text: str, most: int) -> str:
    """A text for a header, where "&" is written twice; Excel takes 255 characters in all."""
    while len(_escaped(text)) > most:
        text = _shortened(text, min(len(text) - 1, most))
    return _escaped(text)


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _escaped(text: str) -> str:
    return clean(text).replace("\n", " ").replace("&", "&&")
