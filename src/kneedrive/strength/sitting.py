"""The clock of the L-sit prep, frame by frame and without looking ahead.

Somebody sits with straight legs ahead; the clock runs while a heel is off the floor in good form.
How high a heel is, is told against the same legs at rest: a picture knows no floor. A heel that
rises by less than about 4 cm is not seen to rise.
"""

from collections import deque
from dataclasses import dataclass
from typing import Literal

import numpy as np

from kneedrive.strength.events import Event
from kneedrive.strength.posture import Posture
from kneedrive.strength.sight import Sight

Reason = Literal["heels", "knee", "lean", "hands", "unseen", "end"]
Legs = Literal["both", "one", "one or both"]
WORDS: dict[Reason, str] = {
    "heels": "the heels came down",
    "knee": "the knees bent",
    "lean": "the trunk leaned back",
    "hands": "a hand left its place beside the hips",
    "unseen": "the legs were no longer in sight",
    "end": "the film ended while the heels were still up",
}

SITS_DEG = (65.0, 125.0)  # hip to ankle from the vertical: the legs lie ahead
STRAIGHT_ENOUGH_DEG = 60.0  # a knee more bent than this is another way of sitting
OFF_DEG, ON_DEG = 2.7, 1.5  # of the leg above its rest: 4 cm and 2 cm at the heel
REST_QUANTILE, REST_S, FEWEST = 0.2, 20.0, 10
BENT_DEG = 15.0 + 5.0  # 165 degrees are asked for; the rest is the error of a picture
LEAN_BACK_DEG = 12.0  # further than at the start of the hold
# From the vertical: 15 degrees are too much; somebody drawn who sits tall measures up to 10 more.
LEANS_DEG = 15.0 + 10.0
# The heels compared with each other. Of two that were lifted the lower one came up at least 0.85 as
# far; where the network melts a lifted leg and one that rests, both seem to rise half-way, by less
# than 8 degrees. What lies between is not told.
ALONE, ALIKE, MELTED_DEG = 0.5, 0.8, 8.0
HANDS_BESIDE = 0.55  # legs from the hips: a hand further away does not press the floor there
SURE_S, DOWN_S, FAULT_S, UNSEEN_S = 0.1, 0.15, 0.2, 0.5
ONE_KNEE_S = 0.5  # of two lifted legs one bent knee is more often misplaced
SHORTEST_S = 0.5


@dataclass(frozen=True)
class HeelHold:
    """One lift of the heels; captured times, s.

    Parameters
    ----------
    legs : "both" heels off the floor, "one", or "one or both" where they can't be told apart
    lift_deg : median height of the higher leg above its rest
    knee_deg : most bent knee of a lifted leg, flexion; lean_deg : change of the trunk, - = back
    """

    start_s: float
    end_s: float
    reason: Reason
    legs: Legs
    lift_deg: float
    knee_deg: float
    lean_deg: float
    set_number: int = 1

    @property
    def held_s(self) -> float:
        """How long in good form."""
        return self.end_s - self.start_s

    @property
    def counts(self) -> bool:
        """Whether it was held for long enough to speak of."""
        return self.held_s >= SHORTEST_S


class SittingClock:
    """Told posture after posture; says when the heels leave the floor and what ends it."""

    def __init__(self) -> None:
        self.holds: list[HeelHold] = []
        self._rest: tuple[deque[tuple[float, float]], ...] = (deque(), deque())
        self._since: dict[str, float] = {}
        self._start_s: float | None = None
        self._inside: list[tuple[Posture, tuple[float, float]]] = []
        self._waits = False  # for the heels to come down after a fault
        self._ready = False
        self._last_s = 0.0
        self._sight = Sight(legs=1)

    @property
    def running(self) -> bool:
        """Whether the heels are up in good form."""
        return self._start_s is not None

    def held_s(self, now_s: float) -> float:
        """Seconds on the clock."""
        return now_s - self._start_s if self._start_s is not None else 0.0

    def update(self, posture: Posture) -> list[Event]:
        """What the next posture gives to say."""
        return self._watch(posture) + self._sight.update(posture)

    def _watch(self, posture: Posture) -> list[Event]:
        self._last_s = now = posture.time_s
        seen = [leg.seen for leg in posture.legs]
        if self._lasts("unseen", not any(seen), now, UNSEEN_S):
            self._ready = False
            return self._stop("unseen") if self.running else []
        if not any(seen):
            return []
        if not self.running and not _sits(posture):
            self._ready = False
            return []
        said = (
            [] if self._ready else [Event(now, "get ready", "legs straight, heels down, sit tall")]
        )
        self._ready = True
        lift = self._lift(posture)
        return said + (self._hold(posture, lift) if self.running else self._wait(posture, lift))

    def finish(self) -> list[Event]:
        """The film is over."""
        return self._stop("end") if self.running else []

    def _lift(self, posture: Posture) -> tuple[float, float]:
        """Degrees of both legs above their rest; -inf where unseen or before the rest is known."""
        out = []
        for leg, rest in zip(posture.legs, self._rest, strict=True):
            if leg.seen:
                rest.append((posture.time_s, leg.line_deg))
            while rest and rest[0][0] < posture.time_s - REST_S:
                rest.popleft()
            known = leg.seen and len(rest) >= FEWEST
            base = float(np.quantile([deg for _, deg in rest], REST_QUANTILE)) if known else 0.0
            out.append(leg.line_deg - base if known else -np.inf)
        return out[0], out[1]

    def _wait(self, posture: Posture, lift: tuple[float, float]) -> list[Event]:
        now = posture.time_s
        if self._waits:
            self._waits = not self._lasts("heels", max(lift) < ON_DEG, now, DOWN_S)
            return []
        if not self._lasts("off", max(lift) >= OFF_DEG, now, SURE_S):
            return []
        self._start_s = self._since["off"]
        self._since, self._inside = {}, [(posture, lift)]
        return [Event(now, "go", "hold")]

    def _hold(self, posture: Posture, lift: tuple[float, float]) -> list[Event]:
        now = posture.time_s
        self._inside.append((posture, lift))
        bends = _bends_deg(posture, lift)
        leaned = posture.lean_deg - _first([p.lean_deg for p, _ in self._inside])
        leans = leaned < -LEAN_BACK_DEG or posture.lean_deg < -LEANS_DEG
        away = posture.hands_beside > HANDS_BESIDE
        signs: list[tuple[Reason, bool, float]] = [
            ("heels", max(lift) < ON_DEG, DOWN_S),
            ("knee", max(bends) > BENT_DEG, FAULT_S if min(bends) > BENT_DEG else ONE_KNEE_S),
            ("lean", leans, FAULT_S),
            ("hands", bool(away), FAULT_S),
        ]
        lasting = [self._lasts(reason, so, now, for_s) for reason, so, for_s in signs]
        if not any(lasting):
            return []
        return self._stop(min((r for r, so, _ in signs if so), key=lambda r: self._since[r]))

    def _lasts(self, name: str, is_so: bool, now_s: float, for_s: float) -> bool:
        if not is_so:
            self._since.pop(name, None)
            return False
        return now_s - self._since.setdefault(name, now_s) >= for_s

    def _stop(self, reason: Reason) -> list[Event]:
        assert self._start_s is not None
        end_s = self._since.get(reason, self._last_s)
        inside = [x for x in self._inside if x[0].time_s <= end_s] or self._inside[:1]
        lifts = np.array([lift for _, lift in inside])
        high = np.median(lifts, axis=0)
        knees = [max(_bends_deg(p, lift)) for p, lift in inside]
        leans = [p.lean_deg for p, _ in inside]
        leaned = [lean - _first(leans) for lean in leans if np.isfinite(lean)]
        hold = HeelHold(
            self._start_s,
            end_s,
            reason,
            _lifted(float(high.min()), float(high.max())),
            float(high.max()),
            float(max(knees)),
            float(min(leaned, default=np.nan)),
        )
        self.holds.append(hold)
        self._start_s, self._since, self._waits = None, {}, reason != "heels"
        text = f"{hold.held_s:.1f} s: {WORDS[reason]}"
        return [Event(self._last_s, "time", text, seconds=hold.held_s)]


def _first(values: list[float]) -> float:
    """The first that is known; NaN where none is."""
    return next((v for v in values if np.isfinite(v)), float("nan"))


def _bends_deg(posture: Posture, lift: tuple[float, float]) -> list[float]:
    """Flexion of the knees of lifted legs; a leg that rests may bend as it likes."""
    least = max(ON_DEG, min(ALONE * max(lift), MELTED_DEG))
    pairs = zip(posture.legs, lift, strict=True)
    bends = [leg.knee_deg for leg, up in pairs if up >= least]
    return bends or [0.0]


def _lifted(lower_deg: float, higher_deg: float) -> Legs:
    """Whether one heel was up or both."""
    if lower_deg <= ALONE * higher_deg:
        return "one"
    alike = lower_deg >= ALIKE * higher_deg and higher_deg >= MELTED_DEG
    return "both" if alike else "one or both"


def _sits(posture: Posture) -> bool:
    """Whether the legs lie ahead, fairly straight."""
    low, high = SITS_DEG
    return any(
        leg.seen and low < leg.line_deg < high and leg.knee_deg < STRAIGHT_ENOUGH_DEG
        for leg in posture.legs
    )
