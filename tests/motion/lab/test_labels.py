"""Labels taken apart: side and rest."""

import pytest

from kneedrive.motion.lab.labels import plain, readings


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("L.ASIS", [("left", "ASIS"), ("", "LASIS")]),
        ("LASI", [("left", "ASI"), ("", "LASI")]),
        ("S01:R_ASIS", [("right", "ASIS"), ("", "RASIS")]),
        ("ASIS_L", [("left", "ASIS"), ("", "ASISL")]),
        ("Knee-right", [("right", "KNEE"), ("", "KNEERIGHT")]),
        ("LeftASIS", [("left", "ASIS"), ("", "LEFTASIS")]),
        ("kneeRight", [("right", "KNEE"), ("", "KNEERIGHT")]),
        ("LKNE_R", [("left", "KNER"), ("right", "LKNE"), ("", "LKNER")]),
        ("a:b: Sacrum ", [("", "SACRUM")]),
        ("L", [("", "L")]),
        ("...", []),
    ],
)
def test_what_a_label_may_mean_the_likeliest_first(label, expected):
    assert [(r.side, r.stem) for r in readings(label)] == expected


def test_subject_case_and_punctuation_mean_nothing():
    assert plain("Ann:l.knee-Lat 2") == "LKNEELAT2"
