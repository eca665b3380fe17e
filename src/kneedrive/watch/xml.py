"""XML read as a stream: an element at a time, as far as the file goes."""

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import iterparse

from kneedrive.errors import InputError


def local(tag: object) -> str:
    """Name of an element without its namespace."""
    return str(tag).rpartition("}")[2]


class Stream:
    """Elements of a document in the order in which they open and close.

    `broken` says, once the stream has ended, why it ended before the document did.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data.lstrip()  # some exporters put blanks before the declaration
        self.broken: str | None = None

    def __iter__(self) -> Iterator[tuple[str, str, Element]]:
        try:
            for event, element in iterparse(
                io.BytesIO(self._data), events=("start", "end"), forbid_dtd=True
            ):
                yield event, local(element.tag), element
        except ParseError as error:
            self.broken = f"the file is cut short or damaged at line {error.position[0]}"
        except ValueError:
            raise InputError("the file holds XML that may do harm (DTD or entities)",
                             "export it again") from None  # fmt: skip


def number(element: Element | None) -> float:
    """The number in an element, NaN where there is none."""
    try:
        return float(element.text or "") if element is not None else float("nan")
    except ValueError:
        return float("nan")


def find(element: Element, name: str) -> Element | None:
    """The first element of this name below, whatever its namespace."""
    wanted = name.lower()
    return next((e for e in element.iter() if local(e.tag).lower() == wanted), None)
