"""What a file calls its sport, in the words and numbers of many makers."""

import re

_RUN = re.compile(r"run|jog|^9$")
_OTHER = re.compile(
    r"cycl|bik|ride|riding|swim|walk|hik|row|ski|skat|padd|kayak|canoe|surf|sail|snow|driv|motor"
)
STRAVA = {"1": "a ride", "17": "a virtual ride", "4": "a hike", "10": "a walk"}


def is_run(word: str) -> bool:
    """Whether this word or number names running."""
    return bool(_RUN.search(word.strip().lower()))


def other_sport(word: str) -> str | None:
    """The sport where it is another one than running; None for a run and where nothing is said."""
    plain = word.strip().lower().replace("_", " ")
    if plain in STRAVA:
        return STRAVA[plain]
    return plain if _OTHER.search(plain) and not is_run(plain) else None
