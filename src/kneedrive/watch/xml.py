"""XML read as a stream of tags that open and close, as far as the file goes.

Tags and attributes lose their namespace prefix, since many exporters use prefixes that they never
declare. Text that no XML may hold (a bare &, control characters) is mended on the way. DTDs and
with them entities are refused.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO, TextIOWrapper
from types import MappingProxyType
from typing import Any, NamedTuple
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from kneedrive.errors import InputError

CHUNK = 1 << 16
MARKS = ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"),
         (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"), (b"<\0", "utf-16-le"),
         (b"\0<", "utf-16-be"))  # fmt: skip
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_DECLARATION = re.compile(r"^\s*(<\?xml[^>]*\?>)?")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")  # also references to characters: none matters
_LONGEST_REFERENCE = 6
_NONE: Mapping[str, str] = MappingProxyType({})


class Tag(NamedTuple):
    """A tag that opens, with its attributes, or closes, with its own text."""

    name: str  # lower case, without prefix
    opens: bool
    attributes: Mapping[str, str]
    text: str


class Stream:
    """Tags of a document in their order.

    `broken` says, once the stream has ended, why it ended before the document did.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.broken: str | None = None
        self._data = data
        self._name = name

    def __iter__(self) -> Iterator[Tag]:
        parser, tags = make_parser(), _Tags()
        parser.forbid_dtd = True
        parser.setContentHandler(tags)
        try:
            for chunk in _mended(self._data, self._name):
                parser.feed(chunk)
                yield from tags.taken()
            parser.close()
        except SAXParseException as error:
            yield from tags.taken()
            self.broken = f"the file is cut short or damaged at line {error.getLineNumber()}"
        except DefusedXmlException:
            raise InputError(f"{self._name} holds XML that may do harm (DTD or entities)",
                             "export it again") from None  # fmt: skip


class _Tags(ContentHandler):
    """Gathers tags until they are taken."""

    def __init__(self) -> None:
        super().__init__()
        self._tags: list[Tag] = []
        self._texts: list[list[str]] = []

    def taken(self) -> list[Tag]:
        """The tags since the last time."""
        tags, self._tags = self._tags, []
        return tags

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 (the name that the parser calls)
        attributes = {local(key): value for key, value in attrs.items()} if len(attrs) else _NONE
        self._tags.append(Tag(local(name), True, attributes, ""))
        self._texts.append([])

    def characters(self, content: str) -> None:
        if self._texts:
            self._texts[-1].append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        text = "".join(self._texts.pop()).strip()
        self._tags.append(Tag(local(name), False, _NONE, text))


@lru_cache(maxsize=1000)
def local(name: str) -> str:
    """A tag's or attribute's name without its prefix, in lower case."""
    return name.rpartition(":")[2].lower()


def text_start(data: bytes, name: str) -> str:
    """The first characters of a document, lower case, without its declaration."""
    return next(_mended(data[:CHUNK], name), "")[:4000].lower()


def number(text: str | None) -> float:
    """The number in a text, NaN where there is none; a decimal comma is taken for a point."""
    try:
        value = float((text or "nan").replace(",", "."))
    except ValueError:
        return float("nan")
    return value if abs(value) < 1e12 else float("nan")


def _mended(data: bytes, name: str) -> Iterator[str]:
    """The text of a document, without its declaration and what no XML may hold."""
    source = TextIOWrapper(BytesIO(data), encoding=_encoding(data, name), errors="replace")
    kept, first = "", True
    try:
        while chunk := source.read(CHUNK):
            text = kept + _FORBIDDEN.sub("", chunk)
            if first:
                text, first = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1), False
            cut = text.rfind("&", max(0, len(text) - _LONGEST_REFERENCE))
            text, kept = (text[:cut], text[cut:]) if cut >= 0 else (text, "")
            yield _BARE.sub("&amp;", text)
    except UnicodeError:
        raise _unknown(name, _encoding(data, name)) from None
    if kept:
        yield _BARE.sub("&amp;", kept)


def _encoding(data: bytes, name: str) -> str:
    """How a document's characters are written: by its first bytes, else by what it declares."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    declared = _DECLARED.match(data)
    if declared is None:
        return "utf-8"
    encoding = declared[1].decode("ascii", "replace")
    try:
        # Some say utf-16 and write single bytes, as the declaration itself shows.
        return encoding if b"<gpx>".decode(encoding) == "<gpx>" else "utf-8"
    except UnicodeError:
        return "utf-8"
    except (LookupError, ValueError):
        raise _unknown(name, encoding) from None


def _unknown(name: str, encoding: str) -> InputError:
    return InputError(f"{name} says that it is written in “{encoding}”, an unknown encoding",
                      "export it again, or save it as UTF-8")  # fmt: skip
