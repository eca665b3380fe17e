"""Sentences of a page: a DOI links to itself, whole, and to nothing else."""

import pytest

from kneedrive.report.prose import prose


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("de Leva 1996 (10.1016/0021-9290(95)00178-6); more", "10.1016/0021-9290(95)00178-6"),
        ("(doi 10.1080/00140130903389068)", "10.1080/00140130903389068"),
        ("as in 10.1080/00140130903389068.", "10.1080/00140130903389068"),
        ("10.1007/BF02345744, and others", "10.1007/BF02345744"),
        ("10.1249/MSS.0b013e3181915670 says", "10.1249/MSS.0b013e3181915670"),
    ],
)
def test_a_doi_links_to_itself(text, doi):
    page = str(prose(text))
    assert f'href="https://doi.org/{doi}"' in page
    assert page.count("<a ") == 1
    before, after = text.split(doi)
    assert page.startswith(before)
    assert page.endswith(f"</a>{after}")


def test_text_is_escaped_and_options_stay_whole():
    assert str(prose("a < b")) == "a &lt; b"
    assert "<code>--load</code>" in str(prose("give --load 4kg"))
