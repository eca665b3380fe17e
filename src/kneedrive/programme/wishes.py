"""What the runner says: days, time, equipment, race, and what a knee hold gave."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from kneedrive.errors import InputError
from kneedrive.programme.tables import EQUIPMENT, rule

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LB_PER_KG = 2.204_622_6
HEAVIEST_LB = 60.0


@dataclass(frozen=True)
class Wishes:
    """Everything a programme is made from, apart from the log.

    Parameters
    ----------
    start : first day
    weeks : length; None for up to the race, or eight without one
    race : day of a race, None without one
    running_days, key_days : weekdays, 0 = Monday; key days are those of hard or long runs
    days_per_week : strength sessions a week, 2 or 3
    equipment : of EQUIPMENT
    weights_lb : the runner's own kettlebells, empty for the usual ones
    minutes : time for a session
    at, zone : time of day and IANA time zone of the sessions
    hold_left_s, hold_right_s : how long the knee was held up, None where not tested
    lower_drive : the side whose knee drive was lower beyond the clip's error, None without one
    hold_told : those seconds were said for this programme; else the newest of the journal count
    asked_on : the day on which the red-flag questions were first answered, None where not yet
    answered_on : the day on which they were last answered
    changed_on : the day on which these wishes took the place of others, None where they are the
        first; what they ask for before it was never due
    """

    start: date
    weeks: int | None = None
    race: date | None = None
    running_days: tuple[int, ...] = (1, 3, 5, 6)
    key_days: tuple[int, ...] = ()
    days_per_week: int = 2
    equipment: tuple[str, ...] = ("mini-band", "kettlebell")
    weights_lb: tuple[float, ...] = ()
    minutes: int = 30
    at: time = time(18, 0)
    zone: str = "UTC"
    hold_left_s: float | None = None
    hold_right_s: float | None = None
    lower_drive: str | None = None
    hold_told: bool = False
    asked_on: date | None = None
    changed_on: date | None = None
    answered_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse what can't be."""
        _check(self)


def _check(wishes: Wishes) -> None:
    low, high = rule("weeks.low"), rule("weeks.high")
    if wishes.weeks is not None and not low <= wishes.weeks <= high:
        raise InputError(
            f"{wishes.weeks} weeks are too {'few' if wishes.weeks < low else 'many'}",
            f"plan {low} to {high} weeks",
        )
    if not rule("days.low") <= wishes.days_per_week <= rule("days.high"):
        raise InputError(
            f"{wishes.days_per_week} sessions a week are outside the rules", "plan 2 or 3 a week"
        )
    if len(set(wishes.key_days)) > rule("days.key"):
        raise InputError(
            f"with {len(set(wishes.key_days))} key runs a week no day is left for strength",
            f"name at most {rule('days.key')} key days",
        )
    if wishes.minutes < rule("time.low"):
        raise InputError(
            f"{wishes.minutes} minutes are too few", f"allow {rule('time.low')} minutes or more"
        )
    unknown = [e for e in wishes.equipment if e not in EQUIPMENT]
    if unknown:
        raise InputError(
            f"equipment {unknown[0]} is not known", f"choose from {', '.join(EQUIPMENT)}"
        )
    if any(not 0 < w <= HEAVIEST_LB for w in wishes.weights_lb):
        raise InputError("a weight of --weights can't be", f"give up to {HEAVIEST_LB:g} lb")
    for hold_s in (wishes.hold_left_s, wishes.hold_right_s):
        if hold_s is not None and not 0 <= hold_s <= 3600:
            raise InputError(f"a hold of {hold_s:g} s can't be", "give seconds")
    if wishes.race is not None and wishes.race < wishes.start:
        raise InputError("the race is before the programme's start", "check both dates")
    try:
        ZoneInfo(wishes.zone)
    except (KeyError, ValueError, OSError):
        raise InputError(
            f"time zone {wishes.zone} is not known", "write it like Europe/Vienna"
        ) from None


def wishes_document(wishes: Wishes) -> dict[str, Any]:
    """The wishes as JSON has them."""
    return {
        name: value.isoformat() if isinstance(value, (date, time)) else value
        for name, value in asdict(wishes).items()
    }


def wishes_of(document: Mapping[str, Any]) -> Wishes:
    """The wishes from what `wishes_document` made."""
    made: dict[str, Any] = {}
    for field in fields(Wishes):
        value = document.get(field.name, field.default)
        dated = ("start", "race", "asked_on", "answered_on", "changed_on")
        if field.name in dated and isinstance(value, str):
            value = date.fromisoformat(value)
        elif field.name == "at" and isinstance(value, str):
            value = time.fromisoformat(value)
        elif isinstance(value, list):
            value = tuple(value)
        made[field.name] = value
    return Wishes(**made)


def weekdays(text: str) -> tuple[int, ...]:
    """Weekdays of "tue,thu,sun", 0 = Monday."""
    words = [word.strip().lower()[:3] for word in text.split(",") if word.strip()]
    wrong = [word for word in words if word not in DAYS]
    if wrong:
        raise InputError(f"{wrong[0]} is not a weekday", f"choose from {', '.join(DAYS)}")
    return tuple(sorted({DAYS.index(word) for word in words}))


def weight_lb(text: str) -> float:
    """A weight such as 8lb or 4kg in pounds."""
    word = text.strip().lower().replace(" ", "")
    number, unit = word.rstrip("abcdefghijklmnopqrstuvwxyz"), word[-2:]
    try:
        value = float(number)
    except ValueError:
        raise InputError(f"{text} is not a weight", "write it like 8lb or 4kg") from None
    if unit not in ("lb", "kg"):
        raise InputError(f"{text} has no unit", "write it like 8lb or 4kg")
    return value * LB_PER_KG if unit == "kg" else value
