"""What users install is open source, and stands in docs/dependencies.md."""

import re
from importlib.metadata import PackageNotFoundError, files, metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OPEN = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "LGPL-3.0-only",
    "MIT",
    "MIT-CMU",
    "MPL-2.0",
    "PSF-2.0",
    "Zlib",
}
# How packages without an SPDX expression word their licence: classifier, field or licence file.
WORDED = {
    "Apache-2.0": r"apache",
    "BSD-2-Clause": r"bsd",
    "BSD-3-Clause": r"bsd|redistribution and use in source and binary forms",
    "ISC": r"\bisc\b",
    "MIT": r"\bmit\b|permission is hereby granted, free of charge",
    "PSF-2.0": r"psf|python software foundation",
}


def locked():
    """Names and markers of what users install."""
    lines = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8").splitlines()
    return {line.split("==")[0]: line.partition(" ; ")[2] for line in lines}


def listed():
    """Package: licence, of the table."""
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w-]+) \| ([^|]+) \| [^|]+ \|$", page, flags=re.MULTILINE)
    return dict(rows)


def said_licence(name):
    """What an installed package says of its licence: an SPDX expression, or else other words."""
    said = metadata(name)
    if said["License-Expression"]:
        return said["License-Expression"], ""
    classifiers = [c for c in said.get_all("Classifier", []) if c.startswith("License ::")]
    return None, " ".join([*classifiers, said["License"] or "", *_licence_files(name)]).lower()


def _licence_files(name):
    found = [f for f in files(name) or () if re.match(r"licen[cs]e", f.name, re.IGNORECASE)]
    return [f.read_text(encoding="utf-8")[:600] for f in found if f.locate().is_file()]


def test_the_table_lists_what_the_lock_installs():
    table = listed()
    del table["package"]
    assert table.keys() == locked().keys()


def test_every_licence_is_open_source():
    for name in locked():
        parts = re.split(r" AND | OR ", listed()[name])
        assert set(parts) <= OPEN, name


@pytest.mark.parametrize("name", sorted(locked()))
def test_a_package_says_the_same_of_its_licence(name):
    try:
        expression, words = said_licence(name)
    except PackageNotFoundError:
        assert locked()[name], "not installed, and no marker says why"
        pytest.skip(f"not for this system: {locked()[name]}")
    if expression:
        assert listed()[name] == expression
    else:
        assert re.search(WORDED[listed()[name]], words), words
