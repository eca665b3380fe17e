"""When a set of the march or the raise begins and ends: 'get ready', 'go' and 'time'.

'Get ready' is said when somebody stands in the picture with both legs hanging, 'go' once they have
stood still for a second, and 'time' when the rest after the last lift has ended the set. Who lifts
a knee before 'go' is counted all the same.
"""

from kneedrive.strength.events import Event
from kneedrive.strength.posture import SIDES, Posture
from kneedrive.strength.repetition import Repetition
from kneedrive.strength.sight import UNSEEN_S

HANGS_DEG = 30.0
READY_S = 1.0
SET_REST_S = 8.0  # rest between two repetitions that ends a set


class SetClock:
    """Told posture after posture, and each repetition as it is found."""

    def __init__(self) -> None:
        self._lifts: list[Repetition] = []
        self._told: set[str] = set()
        self._stands_s: float | None = None
        self._seen_s = float("-inf")

    def update(self, posture: Posture) -> list[Event]:
        """What the next posture gives to say."""
        now = posture.time_s
        lifting = any(leg.seen and leg.thigh_deg > HANGS_DEG for leg in posture.legs)
        if self._lifts and not lifting and now - self._lifts[-1].end_s >= SET_REST_S:
            return [self._time(now)]
        if not all(leg.seen for leg in posture.legs):
            if now - self._seen_s > UNSEEN_S:
                self._told, self._stands_s = set(), None
            return []
        self._seen_s = now
        if lifting:
            self._stands_s = None
        return [] if self._lifts or lifting else self._begin(posture)

    def add(self, lift: Repetition) -> None:
        """A repetition was found, whether it counts or not."""
        self._lifts.append(lift)

    def finish(self, now_s: float) -> list[Event]:
        """The film is over, and with it a set that was under way."""
        return [self._time(now_s)] if self._lifts else []

    def _begin(self, posture: Posture) -> list[Event]:
        now = posture.time_s
        said = []
        if self._stands_s is None:
            self._stands_s = now
        if "get ready" not in self._told:
            said.append(Event(now, "get ready", "stand tall, both feet down"))
        elif "go" not in self._told and now - self._stands_s >= READY_S:
            said.append(Event(now, "go", "one knee up to hip height"))
        self._told |= {event.kind for event in said}
        return said

    def _time(self, now_s: float) -> Event:
        good = [r for r in self._lifts if r.counts]
        counts = ", ".join(f"{n} {s}" for s in SIDES if (n := sum(r.side == s for r in good)))
        took_s = self._lifts[-1].end_s - self._lifts[0].start_s
        self._lifts = []
        return Event(now_s, "time", f"set done: {counts or 'none counted'}", seconds=took_s)
