"""A finding: what a number means, how that is known, and which metrics it speaks of."""

from dataclasses import dataclass
from typing import Literal

Grade = Literal["measured here", "literature", "coaching opinion", "this program's rule"]


@dataclass(frozen=True)
class Finding:
    """One thing to tell the reader.

    Parameters
    ----------
    title : a few words
    text : a few plain sentences
    grade : how it is known
    source : where the comparison or claim comes from
    metrics : names of the metrics it speaks of
    """

    title: str
    text: str
    grade: Grade
    source: str
    metrics: tuple[str, ...]
