"""A measured value with its uncertainty, or the reason why it is withheld."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "indicative", "withheld"]


@dataclass(frozen=True)
class Measure:
    """One metric of one clip.

    Parameters
    ----------
    value : mean over strides and legs; None when withheld
    low, high : 95 % interval of that mean, method error included
    sd : standard deviation between strides, None where the method can't see it
    n : strides or steps that went into it
    left, right : means of each side, None where there is none
    status : "ok", "indicative" (right in kind, too uncertain to act upon) or "withheld"
    reason : why it is withheld or only indicative
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    sd: float | None = None
    n: int = 0
    left: float | None = None
    right: float | None = None
    status: Status = "ok"
    reason: str | None = None


def withheld(reason: str, n: int = 0) -> Measure:
    """A metric that can't be trusted, and why."""
    return Measure(value=None, n=n, status="withheld", reason=reason)
