"""The clock of the knee hold, frame by frame and without looking ahead.

It starts when the thigh is past the horizontal with both hands off the leg, and stops when the
thigh has been below the horizontal for more than 0.3 s, when a hand goes back to the leg, when the
other foot moves, or when the leg is out of sight. What a stop takes to be sure of is not held time:
the clock is set back to where it began.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from kneedrive.strength.events import Event
from kneedrive.strength.posture import SIDES, LegPosture, Posture, Side
from kneedrive.strength.sight import Sight

Reason = Literal["thigh", "hand", "foot", "unseen", "end"]
WORDS: dict[Reason, str] = {
    "thigh": "the thigh sank below the horizontal",
    "hand": "a hand went back to the leg",
    "foot": "the standing foot moved",
    "unseen": "the leg was no longer in sight",
    "end": "the film ended while the knee was still up",
}

HORIZONTAL_DEG = 90.0
JITTER_DEG = 2.0  # a thigh that has been past the horizontal is below it this much under it
BELOW_S = 0.3
SUNK_S = 2.0  # a thigh that stays within those 2 degrees for this long is below it all the same
STANDING_DEG = 55.0  # the other thigh hangs lower than this, or nobody stands on it
HAND_ON, HAND_OFF = 0.11, 0.13  # legs from where a hand holds the leg
HAND_S = 0.12
FOOT_MOVED, FOOT_S = 0.08, 0.15  # legs; a foot that rolls moves less
FOOT_LEARNED_S = 0.4
UNSEEN_S = 0.5
# A knee that comes up without hands and goes down again sooner is a step or a repetition: longer
# than the top of a slow one, which takes a second.
TRIED_S = 1.5
SURE_S = 0.1  # both conditions for this long start the clock, from when they began


@dataclass(frozen=True)
class Attempt:
    """One hold: captured times, s, and why it ended.

    let_go : a hand held the leg before the clock started
    """

    leg: int
    side: Side
    start_s: float
    end_s: float
    reason: Reason
    let_go: bool = True

    @property
    def tried(self) -> bool:
        """Whether somebody tried to hold the knee up."""
        return self.let_go or self.held_s >= TRIED_S

    @property
    def held_s(self) -> float:
        """How long it was held."""
        return self.end_s - self.start_s


class HoldClock:
    """Told posture after posture; says when a hold begins and ends."""

    def __init__(self) -> None:
        self.attempts: list[Attempt] = []
        self._sight = Sight()
        self._leg: int | None = None
        self._ready_leg: int | None = None
        self._hand_on = True
        self._let_go = self._held = False
        self._since: dict[str, float] = {}
        self._named = 0.0
        self._start_s = self._last_s = self._good_s = 0.0
        self._foot: list[tuple[float, float]] = []

    @property
    def running(self) -> bool:
        """Whether a knee is being held."""
        return self._leg is not None

    def update(self, posture: Posture) -> list[Event]:
        """What the next posture gives to say."""
        self._last_s = posture.time_s
        said = self._wait(posture) if self._leg is None else self._hold(posture)
        return said + self._sight.update(posture)

    def finish(self) -> list[Event]:
        """The film is over."""
        if self._leg is None:
            return []
        below = self._since.get("thigh")
        return [self._stop("end", self._last_s if below is None else below)]

    def held_s(self, now_s: float) -> float:
        """Seconds on the clock."""
        return now_s - self._start_s if self.running else 0.0

    def _wait(self, posture: Posture) -> list[Event]:
        leg = _lifted(posture)
        if leg is None:
            self._ready_leg, self._since, self._hand_on = None, {}, True
            self._held = False
            return []
        said = []
        if self._ready_leg != leg:
            self._ready_leg, self._since, self._held = leg, {}, False
            said.append(Event(posture.time_s, "get ready", "let go with both hands"))
        self._named = posture.legs[leg].named
        self._touch(posture.legs[leg])
        self._held |= posture.legs[leg].hand_gap < HAND_ON
        free = not self._hand_on and posture.hands_seen > 0
        if self._lasts("free", free, posture.time_s, SURE_S):
            self._leg, self._start_s, self._let_go = leg, self._since["free"], self._held
            self._since, self._foot, self._good_s = {}, [], posture.time_s
            said.append(Event(posture.time_s, "go", "hold", self._side()))
        return said

    def _hold(self, posture: Posture) -> list[Event]:
        assert self._leg is not None
        now, leg, other = posture.time_s, posture.legs[self._leg], posture.legs[1 - self._leg]
        if self._lasts("unseen", not leg.seen, now, UNSEEN_S):
            return [self._stop("unseen", self._since["unseen"])]
        if not leg.seen:
            return []
        self._touch(leg)
        low = leg.thigh_deg < HORIZONTAL_DEG - JITTER_DEG
        if self._lasts("sunk", leg.thigh_deg < HORIZONTAL_DEG, now, SUNK_S):
            return [self._stop("thigh", self._since["sunk"])]
        reasons: list[tuple[Reason, bool, float]] = [
            ("thigh", low, BELOW_S),
            ("hand", self._hand_on, HAND_S),
            ("foot", self._foot_moved(other, now), FOOT_S),
        ]
        lasting = [r for r, is_so, for_s in reasons if self._lasts(r, is_so, now, for_s)]
        if not lasting:
            return []
        # What began first ends the hold, even if another sign was sure before it.
        first = min((r for r, so, _ in reasons if so), key=lambda r: self._since[r])
        return [self._stop(first, self._since[first])]

    def _touch(self, leg: LegPosture) -> None:
        """Whether a hand is on the leg; between the two limits it stays as it was."""
        if leg.hand_gap < HAND_ON:
            self._hand_on = True
        elif leg.hand_gap > HAND_OFF:
            self._hand_on = False

    def _foot_moved(self, other: LegPosture, now_s: float) -> bool:
        if not np.isfinite(other.foot_at).all():
            return False
        if now_s - self._start_s < FOOT_LEARNED_S or len(self._foot) < 3:
            self._foot.append(other.foot_at)
            return False
        away = np.array(other.foot_at) - np.median(self._foot, axis=0)
        return float(np.hypot(*away)) > FOOT_MOVED

    def _lasts(self, name: str, is_so: bool, now_s: float, for_s: float) -> bool:
        if not is_so:
            self._since.pop(name, None)
            return False
        return now_s - self._since.setdefault(name, now_s) >= for_s

    def _side(self) -> Side:
        """The lifted leg, as it was called while it rose."""
        assert self._leg is not None
        return SIDES[0] if self._named >= 0 else SIDES[1]

    def _stop(self, reason: Reason, end_s: float) -> Event:
        assert self._leg is not None
        side = self._side()
        attempt = Attempt(self._leg, side, self._start_s, end_s, reason, self._let_go)
        self.attempts.append(attempt)
        self._leg, self._ready_leg, self._since = None, None, {}
        self._hand_on = self._held = reason == "hand"
        text = f"{attempt.held_s:.1f} s: {WORDS[reason]}"
        return Event(self._last_s, "time", text, attempt.side, seconds=attempt.held_s)


def _lifted(posture: Posture) -> int | None:
    """The leg whose thigh is past the horizontal while the other stands; None where neither is."""
    for i in (0, 1):
        leg, other = posture.legs[i], posture.legs[1 - i]
        if leg.seen and leg.thigh_deg >= HORIZONTAL_DEG and other.thigh_deg < STANDING_DEG:
            return i
    return None
