"""The counter of the march and the raise, frame by frame and without looking ahead.

Each leg has a state: `unknown` until it was seen hanging, `down`, `up`, `settling`. It goes up past
45 degrees and comes down past 30 for a moment, so that a thigh which shakes at any one height, or
which the network misplaces in a picture or two, is counted once. A leg that goes out of sight is
unknown again.
"""

from collections import deque
from dataclasses import replace
from typing import Literal

from kneedrive.strength.events import Event
from kneedrive.strength.posture import LegPosture, Posture
from kneedrive.strength.repetition import Move, Repetition, describe
from kneedrive.strength.set_clock import SET_REST_S, SetClock
from kneedrive.strength.sight import UNSEEN_S, Sight

UP_DEG, DOWN_DEG = 45.0, 30.0
BEFORE_S = 1.0  # kept of the leg at rest: the beginning of its rise
LOW_S = 0.15  # a leg that is low for less than this has not come down
SETTLES_S, SETTLED_DPS = 1.0, 15.0  # a lowered leg is waited for until it rests
RESTS_S = 0.1

State = Literal["unknown", "down", "up", "settling"]


class Counter:
    """Told posture after posture; says what was counted, and what was not and why."""

    def __init__(self, move: Move) -> None:
        self.repetitions: list[Repetition] = []
        self._legs = (_LegCounter(move, 0), _LegCounter(move, 1))
        self._sight, self._set = Sight(), SetClock()
        self._last_s = 0.0
        self._counted = 0

    def update(self, posture: Posture) -> list[Event]:
        """What the next posture gives to say."""
        self._last_s = posture.time_s
        said = self._set.update(posture) + self._sight.update(posture)
        for leg in self._legs:
            found = leg.update(posture)
            if found is not None:
                said += self._keep(found, posture.time_s)
        return said

    def finish(self) -> list[Event]:
        """The film is over: a leg that is coming down still counts."""
        said: list[Event] = []
        for leg in self._legs:
            found = leg.finish()
            if found is not None:
                said += self._keep(found, found.end_s)
        return said + self._set.finish(self._last_s)

    def _keep(self, found: Repetition, now_s: float) -> list[Event]:
        before = [r for r in self.repetitions if r.end_s <= found.start_s]
        number = self.repetitions[-1].set_number if self.repetitions else 1
        if before and len(before) == len(self.repetitions):
            rested = found.start_s - max(r.end_s for r in before)
            number += rested >= SET_REST_S
            self._counted = 0 if rested >= SET_REST_S else self._counted
        found = replace(found, set_number=number)
        self.repetitions.append(found)
        self._set.add(found)
        if not found.counts:
            return [Event(now_s, "not counted", found.why_not, found.side)]
        self._counted += 1
        said = [Event(now_s, "repetition", str(self._counted), found.side, self._counted)]
        return said + [Event(now_s, "fault", fault, found.side) for fault in found.faults]


class _LegCounter:
    """State of one leg."""

    def __init__(self, move: Move, leg: int) -> None:
        self._move: Move = move
        self._leg = leg
        self._state: State = "unknown"
        self._kept: deque[Posture] = deque()
        self._low_s = self._seen_s = float("-inf")

    def update(self, posture: Posture) -> Repetition | None:
        """The repetition that this posture completes, if one."""
        own = posture.legs[self._leg]
        self._kept.append(posture)
        if own.seen:
            self._seen_s = posture.time_s
        elif posture.time_s - self._seen_s > UNSEEN_S:
            return self._lose()
        if not own.seen:
            return None
        return self._step(posture, own)

    def finish(self) -> Repetition | None:
        """The repetition that was under way at the end, where its leg had come down."""
        return self._complete() if self._state == "settling" else None

    def _step(self, posture: Posture, own: LegPosture) -> Repetition | None:
        if self._state == "unknown":
            self._state = "down" if own.thigh_deg < DOWN_DEG else "unknown"
        if self._state == "down" and own.thigh_deg > UP_DEG:
            self._state = "up"
        elif self._state == "up" and own.thigh_deg < DOWN_DEG:
            self._state, self._low_s = "settling", posture.time_s
        elif self._state == "settling":
            low_for_s = posture.time_s - self._low_s
            rises = own.thigh_deg > UP_DEG
            if low_for_s < LOW_S:
                self._state = "up" if own.thigh_deg >= DOWN_DEG else "settling"
            elif rises or self._rests(posture) or low_for_s > SETTLES_S:
                found = self._complete()
                self._state = "up" if rises else "down"
                return found
        if self._state in ("unknown", "down"):
            self._forget(posture.time_s)
        return None

    def _rests(self, posture: Posture) -> bool:
        """Whether the leg has hardly fallen for a moment."""
        own = [p for p in self._kept if p.legs[self._leg].seen]
        before = [p for p in own if p.time_s <= posture.time_s - RESTS_S + 1e-6]
        if not before:
            return False
        passed_s = posture.time_s - before[-1].time_s
        fell = before[-1].legs[self._leg].thigh_deg - posture.legs[self._leg].thigh_deg
        return fell < SETTLED_DPS * passed_s

    def _complete(self) -> Repetition | None:
        postures = list(self._kept)
        self._kept.clear()
        self._kept.append(postures[-1])
        self._state = "down"
        return describe(self._move, self._leg, postures)

    def _lose(self) -> Repetition | None:
        """The leg has gone out of sight."""
        under_way = self._state in ("up", "settling")
        found = self._complete() if under_way else None
        self._state = "unknown"
        self._kept.clear()
        return found

    def _forget(self, now_s: float) -> None:
        while self._kept and self._kept[0].time_s < now_s - BEFORE_S:
            self._kept.popleft()
