"""Takes out of a Word template what no paper may carry: who worked on it, remarks, links to elsewhere, objects."""

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from docx.oxml.ns import qn
from lxml import etree

from lif_desktop.papers.office_template import Hear, Remark

Element: TypeAlias = Any
"""An element of lxml, which ships no types."""

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)

_LEFT_OUT = re.compile(
    r"^(docProps/|customXml/|word/(comments|people|commentsExtended|commentsIds|commentsExtensible|webSettings|"
    r"stylesWithEffects|documentTasks|keyMapCustomizations|customizations)[^/]*\.xml|word/glossary/|word/activeX/|"
    r"word/embeddings/|word/printerSettings|word/mailMerge|_xmlsignatures/)"
)
"""Parts that no paper has: properties (which are written anew), remarks, other programs' objects, signatures."""

_STORIES = re.compile(r"^word/(document|header\d*|footer\d*|footnotes|endnotes)[^/]*\.xml$")
_SHEETS = re.compile(r"^word/(styles|numbering|fontTable)[^/]*\.xml$")
_SAFE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "HYPERLINK", "STYLEREF"})
"""Fields that work out the same on every computer and tell nothing of this one. Others become the words they show."""

_SETTINGS_OUT = (
    "attachedTemplate", "rsids", "mailMerge", "documentProtection", "writeProtection", "linkStyles", "docVars",
    "trackRevisions", "revisionView", "updateFields", "proofState", "saveThroughXslt", "attachedSchema",
    "readModeInkLockDown", "removeDateAndTime", "removePersonalInformation", "schemaLibrary",
)  # fmt: skip
_UNWRAPPED = ("smartTag", "customXml", "ins", "moveTo")
_DROPPED = (
    "del", "moveFrom", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange",
    "tblGridChange", "numberingChange", "tblPrExChange", "cellIns", "cellDel", "cellMerge", "moveFromRangeStart",
    "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd",
    "customXmlDelRangeStart", "customXmlDelRangeEnd", "commentRangeStart", "commentRangeEnd", "commentReference",
    "proofErr", "permStart", "permEnd", "lastRenderedPageBreak", "object", "control", "altChunk", "subDoc",
    "smartTagPr", "customXmlPr",
)  # fmt: skip
_TRACKED = frozenset({"ins", "del", "moveFrom", "moveTo"})
_OBJECTS = frozenset({"object", "control", "altChunk", "subDoc"})


def clean_parts(parts: dict[str, bytes], hear: Hear) -> None:
    """Clean the parts of a Word document in place; `hear` is told what was taken out that somebody may miss."""
    _leave_out(parts, hear)
    for name in [name for name in parts if name.endswith(".rels")]:
        parts[name] = _relations(parts, name, hear)
    types = _read(parts["[Content_Types].xml"])
    for one in types.findall(_OVERRIDE):
        if one.get("PartName", "").lstrip("/") not in parts:
            types.remove(one)
    parts["[Content_Types].xml"] = _bytes(types)
    for name in list(parts):
        if _STORIES.match(name):
            parts[name] = _story(parts[name], parts.get(_rels_of(name), b""), hear)
        elif _SHEETS.match(name):
            parts[name] = _sheet(parts[name])
    if "word/settings.xml" in parts:
        parts["word/settings.xml"] = _settings(parts["word/settings.xml"], hear)
    _look_at_pictures(parts, hear)


def _leave_out(parts: dict[str, bytes], hear: Hear) -> None:
    gone = [name for name in parts if _LEFT_OUT.match(name)]
    for name in gone:
        del parts[name]
    if any(name.startswith("word/comments") for name in gone):
        hear(Remark("It holds comments. Papers leave them out."))
    if any(name.startswith(("word/embeddings/", "word/activeX/")) for name in gone):
        hear(Remark(_OBJECTS_SAID))


_OBJECTS_SAID = "It holds objects of other programs, such as a worksheet. Papers leave them out."


def _rels_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def _read(data: bytes) -> Element:
    return etree.fromstring(data, _PARSER)


def _bytes(root: Element) -> bytes:
    whole: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return whole


def _relations(parts: dict[str, bytes], name: str, hear: Hear) -> bytes:
    """The relations of a part without those to elsewhere, but for links to click, and to parts that are gone."""
    root = _read(parts[name])
    base = name.replace("_rels/", "").rpartition("/")[0]
    for one in root.findall(_REL):
        if not (one.get("Id") and one.get("Type") and one.get("Target")):
            raise ValueError("a relation without a target")
        kind = one.get("Type", "").rpartition("/")[2]
        if one.get("TargetMode") == "External":
            if kind == "hyperlink":
                continue
            what = "another template" if kind == "attachedTemplate" else "a file elsewhere"
            hear(Remark(f"It is linked to {what}. Papers are made without that link."))
            root.remove(one)
        elif _target(base, one.get("Target", "")) not in parts:
            root.remove(one)
    return _bytes(root)


def _target(base: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    steps: list[str] = []
    for step in [*base.split("/"), *target.split("/")]:
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


_ROOTS = frozenset(qn(f"w:{name}") for name in ("document", "hdr", "ftr", "footnotes", "endnotes"))


def _story(data: bytes, relations: bytes, hear: Hear) -> bytes:
    """Body, header, footer or notes without tracked changes, remarks, objects and fields that tell too much."""
    root = _read(data)
    if root.tag not in _ROOTS:
        raise ValueError(f"a part begins with {root.tag}")
    if _local(root) in ("footnotes", "endnotes") and "{{" in "".join(one.text or "" for one in _named(root, "t")):
        hear(Remark("Names in braces are not filled in there. Put them in the text.", "footnotes", stops=True))
    found = {_local(one) for one in root.iter() if isinstance(one.tag, str)}
    if _TRACKED & found:
        hear(Remark("It holds tracked changes. Papers take them as accepted."))
    if _OBJECTS & found:
        hear(Remark(_OBJECTS_SAID))
    if dropped := _fields(root):
        hear(Remark(f"The field {dropped[0]} is not worked out anew: papers print the words that it shows now."))
    _accept_rows_and_marks(root)
    for one in list(_named(root, *_DROPPED)):
        _drop(one)
    for one in list(_named(root, *_UNWRAPPED)):
        _unwrap(one)
    for one in list(_named(root, "sdt")):
        inside = one.find(qn("w:sdtContent"))
        _replace(one, list(inside) if inside is not None else [])
    _drop_dangling(root, relations)
    _forget_sessions(root)
    return _bytes(root)


def _sheet(data: bytes) -> bytes:
    """Styles and lists without the numbers of the sittings at which they were made."""
    root = _read(data)
    for one in list(_named(root, "rsid")):
        _drop(one)
    _forget_sessions(root)
    return _bytes(root)


def _local(one: Element) -> str:
    return str(one.tag).rpartition("}")[2]


def _named(root: Element, *names: str) -> Iterator[Element]:
    yield from root.iter(*(qn(f"w:{name}") for name in names))


def _drop(one: Element) -> None:
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)


def _unwrap(one: Element) -> None:
    _replace(one, list(one))


def _replace(one: Element, by: list[Element]) -> None:
    parent = one.getparent()
    if parent is None:
        return
    at = parent.index(one)
    parent.remove(one)
    for more, child in enumerate(by):
        parent.insert(at + more, child)


def _accept_rows_and_marks(root: Element) -> None:
    """Rows that were deleted go; a paragraph whose end was deleted takes in what follows it."""
    for row in list(root.iter(qn("w:tr"))):
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
            _drop(row)
    for paragraph in list(root.iter(qn("w:p"))):
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is None:
            continue
        following = paragraph.getnext()
        if following is not None and following.tag == qn("w:p"):
            for child in list(following):
                if child.tag != qn("w:pPr"):
                    paragraph.append(child)
            _drop(following)


def _fields(root: Element) -> list[str]:
    """Turn fields that are not safe into the words they show; gives their names."""
    found: list[str] = []
    for simple in list(root.iter(qn("w:fldSimple"))):
        name = _field_name(simple.get(qn("w:instr"), ""))
        if name not in _SAFE_FIELDS:
            found.append(name)
            _unwrap(simple)
    open_fields: list[list[Element]] = []
    for one in list(root.iter(qn("w:fldChar"), qn("w:instrText"))):
        if one.tag == qn("w:instrText"):
            if open_fields:
                open_fields[-1].append(one)
            continue
        kind = one.get(qn("w:fldCharType"))
        if kind == "begin":
            open_fields.append([one])
        elif open_fields:
            open_fields[-1].append(one)
            if kind == "end":
                _close_field(open_fields.pop(), found)
    for parts in open_fields:
        _close_field(parts, found)
    return found


def _close_field(parts: list[Element], found: list[str]) -> None:
    name = _field_name("".join(one.text or "" for one in parts if one.tag == qn("w:instrText")))
    if name not in _SAFE_FIELDS:
        found.append(name)
        for one in parts:
            _drop(one)


def _field_name(instruction: str) -> str:
    return (instruction.split() or ["without a name"])[0].upper()


def _drop_dangling(root: Element, relations: bytes) -> None:
    """Take out pictures and links whose target is gone; the words of a link stay."""
    there = {one.get("Id") for one in _read(relations).findall(_REL)} if relations else set()
    for one in list(root.iter()):
        for key in [key for key in one.attrib if str(key).startswith(f"{{{_R}}}") and one.get(key) not in there]:
            if one.tag == qn("w:hyperlink"):
                del one.attrib[key]
            elif _local(one) in ("headerReference", "footerReference"):
                _drop(one)
            else:
                _drop(next((up for up in one.iterancestors(qn("w:drawing"), qn("w:pict"))), one))


_R = qn("r:id")[1:].partition("}")[0]


def _forget_sessions(root: Element) -> None:
    """Take off the numbers by which Word tells who wrote what at which sitting."""
    for one in root.iter():
        for key in [key for key in one.attrib if _is_session(str(key))]:
            del one.attrib[key]


def _is_session(key: str) -> bool:
    name = key.rpartition("}")[2]
    return name.startswith("rsid") or name in ("paraId", "textId", "editId", "anchorId")


def _settings(data: bytes, hear: Hear) -> bytes:
    root = _read(data)
    for one in list(root):
        name = _local(one)
        if name == "documentProtection":
            hear(Remark("It is protected against changes. Papers are not."))
        if name in _SETTINGS_OUT or name in ("docId", "persistentDocumentId"):
            root.remove(one)
    _forget_sessions(root)
    return _bytes(root)


_PICTURES: dict[str, Callable[[bytes], bool]] = {
    "png": lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"),
    "jpg": lambda data: data.startswith(b"\xff\xd8\xff"),
    "jpeg": lambda data: data.startswith(b"\xff\xd8\xff"),
    "gif": lambda data: data.startswith(b"GIF8"),
    "bmp": lambda data: data.startswith(b"BM"),
    "tif": lambda data: data[:4] in (b"II*\x00", b"MM\x00*"),
    "tiff": lambda data: data[:4] in (b"II*\x00", b"MM\x00*"),
}


def _look_at_pictures(parts: dict[str, bytes], hear: Hear) -> None:
    for name, data in parts.items():
        looks = _PICTURES.get(name.rpartition(".")[2].lower())
        if name.startswith("word/media/") and looks is not None and not looks(data):
            hear(Remark(f"The file {name.rpartition('/')[2]} in it is no picture. Put the logo in again.", stops=False))
