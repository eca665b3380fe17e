"""Whether the person is in the picture, and when to say that nothing can be counted."""

from kneedrive.strength.events import Event
from kneedrive.strength.posture import Posture

UNSEEN_S = 1.0
WORDS = "hips, knees and feet are not all in the picture: nothing is counted"


class Sight:
    """Told posture after posture; says once that the person has been out of sight for a second.

    legs : how many legs must be in the picture, hip to ankle
    """

    def __init__(self, legs: int = 2) -> None:
        self._legs = legs
        self._since_s: float | None = None
        self._told = False

    def update(self, posture: Posture) -> list[Event]:
        """What the next posture gives to say."""
        if sum(leg.seen for leg in posture.legs) >= self._legs:
            self._since_s, self._told = None, False
            return []
        if self._since_s is None:
            self._since_s = posture.time_s
        if self._told or posture.time_s - self._since_s < UNSEEN_S:
            return []
        self._told = True
        return [Event(posture.time_s, "unseen", WORDS)]
