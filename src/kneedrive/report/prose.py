"""Sentences as the page shows them: DOIs as links, options of the command line unbroken."""

import re

from markupsafe import Markup, escape

# A DOI may hold brackets, as 10.1016/0021-9290(95)00178-6 does; it ends before one that it did not
# open and before a full stop.
_DOI = r"\b10\.\d{4,9}/(?:[^\s;,()]|\([^\s;,()]*\))*[^\s;,().]"
_SPECIAL = re.compile(rf"({_DOI})|(--[a-z-]+)")
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
