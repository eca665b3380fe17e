"""DOIs in a source line as links that a reader may follow; nothing is loaded from them."""

import re

from markupsafe import Markup, escape

_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s;,)]+)")


def with_links(text: str) -> Markup:
    """The text, escaped, with every DOI a link."""
    parts = _DOI.split(text)
    made = [
        Markup('<a href="https://doi.org/{0}" rel="noreferrer">{0}</a>').format(part)
        if i % 2
        else escape(part)
        for i, part in enumerate(parts)
    ]
    return Markup("").join(made)
