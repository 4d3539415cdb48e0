"""Opens an office's own Word template: what it really is, whether it is safe, cleaned of what must not leave."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.exceptions import XmlchemyError
from lxml import etree

from lif_desktop.archives import DAMAGE, MIB, danger_in_directory, danger_in_parts
from lif_desktop.papers.saving import PaperError

MOST_BYTES = 20 * MIB
"""A larger template would make every paper too large to send."""

MOST_ELEMENTS = 200_000
"""A part with more elements is no letterhead, and reading it would hold up every paper."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TYPES = "[Content_Types].xml"
_STARTS = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"<", "a web page or an XML file"),
)
_ZIPPED = (
    ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("content.xml", "an OpenDocument file, as LibreOffice saves them"),
)
_SAVE_AS = "Open it in the program it was made with, save it as a Word document (.docx) and choose that."


_DAMAGE = (PythonDocxError, XmlchemyError, OpcError, etree.LxmlError, LookupError, AttributeError, TypeError, *DAMAGE)
"""What python-docx and lxml raise over a document whose parts are not what they should be."""


class TemplateTrouble(PaperError):
    """A template in which no paper can be made; the sentence says why and what to do."""


@dataclass(frozen=True)
class Remark:
    """One thing about a template. `where` names the place ("body, paragraph 12 “Prepared for …”"), "" for the whole.

    `stops` says that no paper can be made in it before this is mended.
    """

    says: str
    where: str = ""
    stops: bool = False

    def __str__(self) -> str:
        """The place and what is said of it, in one line."""
        return f"{self.where}: {self.says}" if self.where else self.says


Hear = Callable[[Remark], None]


@dataclass
class Opened:
    """A template as a document that was cleaned, and what was found on the way."""

    document: Document
    remarks: list[Remark] = field(default_factory=list)


def open_template(source: Path | bytes) -> Opened:
    """Open a template. Raises TemplateTrouble for what is no Word document, or is not safe to open."""
    from lif_desktop.papers.office_template_clean import clean_parts

    name = "The template" if isinstance(source, bytes) else f"“{source.name}”"
    parts = _parts(_bytes(source, name), name)
    remarks: list[Remark] = []
    with whole_or_trouble(name):
        clean_parts(parts, remarks.append)
        if stop := next((one for one in remarks if one.stops), None):
            raise TemplateTrouble(f"No paper can be made in {name}: {stop}")
        document = docx.Document(BytesIO(_zipped(parts)))
        _try_out(document)
        return Opened(document, remarks)


def _try_out(document: Document) -> None:
    """Raise what shows that a template cannot be written again: parts of one name, or none where one must be."""
    _ = document.settings, document.styles, document.core_properties
    names = [part.partname for part in document.part.package.iter_parts()]
    if len(set(names)) < len(names):
        raise ValueError("two parts of one name")
    document.save(BytesIO())


@contextmanager
def whole_or_trouble(name: str = "The template") -> Iterator[None]:
    """Say that a template is damaged where its parts turn out not to be what Word writes. Raises TemplateTrouble."""
    try:
        yield
    except _DAMAGE as error:
        raise TemplateTrouble(
            f"{name} could not be read as a Word document: it is damaged. Save it again in Word."
        ) from error


def _bytes(source: Path | bytes, name: str) -> bytes:
    if isinstance(source, bytes):
        data = source
    else:
        try:
            if source.stat().st_size > MOST_BYTES:
                raise TemplateTrouble(_too_large(name))
            data = source.read_bytes()
        except OSError as error:
            raise TemplateTrouble(
                f"{name} could not be read as a Word document. It is not there, or another program holds it."
            ) from error
    if len(data) > MOST_BYTES:
        raise TemplateTrouble(_too_large(name))
    return data


def _too_large(name: str) -> str:
    return f"{name} is larger than {MOST_BYTES // MIB} MB. Make its pictures smaller: every paper would be as large."


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    """The parts of a Word document by their names. Raises TemplateTrouble for everything else."""
    _refuse_others(data, name)
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & 1 for entry in entries):
                raise TemplateTrouble(_locked(name))
            danger = danger_in_directory(entries, len(data)) or danger_in_parts(archive)
            if danger is not None:
                raise TemplateTrouble(
                    f"{name} is not opened, since it is not safe: {danger.words}. Ask whoever made it for another one."
                )
            parts = {entry.filename.lstrip("/"): archive.read(entry) for entry in entries if not entry.is_dir()}
    except DAMAGE as error:
        raise TemplateTrouble(
            f"{name} could not be read as a Word document: it is damaged. Save it again in Word."
        ) from error
    return _word_parts(parts, name)


def _refuse_others(data: bytes, name: str) -> None:
    """Refuse what shows by its first bytes that it is no .docx."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise TemplateTrouble(_locked(name))
        raise TemplateTrouble(
            f"{name} could not be read as a Word document (.docx): it is of an older Word (.doc). {_SAVE_AS}"
        )
    for start, what in _STARTS:
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(start):
            raise TemplateTrouble(f"{name} could not be read as a Word document: it is {what}. {_SAVE_AS}")
    if not data.startswith(b"PK"):
        raise TemplateTrouble(f"{name} could not be read as a Word document. Choose another template.")


def _locked(name: str) -> str:
    return f"{name} has a password. Open it in Word, take the password off and save it."


def _word_parts(parts: dict[str, bytes], name: str) -> dict[str, bytes]:
    """The parts, made those of a document where they are those of a .dotx. Refuses macros and other programs' files."""
    for part, what in _ZIPPED:
        if part in parts:
            raise TemplateTrouble(f"{name} could not be read as a Word document: it is {what}. {_SAVE_AS}")
    types = parts.get(_TYPES, b"")
    if b"macroEnabled" in types or any("vbaProject" in part for part in parts):
        raise TemplateTrouble(
            f"{name} holds macros, which no paper may carry. In Word, save it as “Word document (.docx)”."
        )
    if "word/document.xml" not in parts or not (_MAIN in types or _TEMPLATE in types):
        raise TemplateTrouble(f"{name} could not be read as a Word document. Choose another template.")
    if _STRICT in parts["word/document.xml"][:4096]:
        raise TemplateTrouble(
            f"{name} was saved as a “Strict Open XML Document”. In Word, save it as “Word document (.docx)”."
        )
    parts[_TYPES] = types.replace(_TEMPLATE, _MAIN)
    for part, data in parts.items():
        if part.endswith((".xml", ".rels")) and data.count(b"<") > 2 * MOST_ELEMENTS:
            raise TemplateTrouble(f"{name} holds more than a letterhead does. Take out all that is not on every paper.")
    return parts


def _zipped(parts: dict[str, bytes]) -> bytes:
    whole = BytesIO()
    with ZipFile(whole, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return whole.getvalue()
