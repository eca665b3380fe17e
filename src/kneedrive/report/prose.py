"""Sentences as the page shows them: DOIs as links, options of the command line unbroken."""

import re

from markupsafe import Markup, escape

_SPECIAL = re.compile(r"\b(10\.\d{4,9}/[^\s;,)]+)|(--[a-z-]+)")
_LINK = Markup('<a href="https://doi.org/{0}" rel="noreferrer">{0}</a>')
_OPTION = Markup("<code>{0}</code>")


def prose(text: str) -> Markup:
    """The text, escaped; a DOI becomes a link, from which nothing is loaded."""
    made, end = Markup(""), 0
    for match in _SPECIAL.finditer(text):
        doi, option = match.groups()
        made += escape(text[end : match.start()])
        made += _LINK.format(doi) if doi else _OPTION.format(option)
        end = match.end()
    return made + escape(text[end:])
