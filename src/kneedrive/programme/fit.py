"""One session as a FIT workout that a Garmin watch takes (copy it into GARMIN/NewFiles).

Steps: a warm-up, then for each move the set of either side and a rest, repeated; a side with more
sets has its own at the end. Names from the FIT profile's exercise lists, nearest to the move; the
title shows the move itself. Durations of time in milliseconds, as the profile has them.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

from garmin_fit_sdk import Encoder

from kneedrive.programme.dose import Prescription
from kneedrive.programme.ladder import ladder
from kneedrive.programme.programme import Session
from kneedrive.programme.tables import MOVES, Move, dose
from kneedrive.programme.wishes import LB_PER_KG, Wishes

FILE_ID, WORKOUT, WORKOUT_STEP, EXERCISE_TITLE = 0, 26, 27, 264
MANUFACTURER = "development"
POUND, KILOGRAM = 2, 1
LONGEST_NAME, LONGEST_NOTE = 40, 150

# Category and number of the exercise in the profile's lists: warm_up.marching_in_place,
# leg_raise.kettlebell_leg_raises, core.l_sit.
EXERCISES: Mapping[Move, tuple[str, int]] = {
    "march": ("warm_up", 88),
    "raise": ("leg_raise", 5),
    "lsit": ("core", 88),
}

Step = dict[str, Any]


def workout_file(session: Session, wishes: Wishes) -> bytes:
    """The workout of one session.

    Raises
    ------
    ValueError : the session has nothing to do (a retest, a film)
    """
    if not session.items:
        raise ValueError("a session without moves is no workout")
    steps = workout_steps(session.items, wishes)
    encoder = Encoder()
    made = datetime.combine(session.day, time(0), UTC)
    encoder.on_mesg(
        FILE_ID,
        {"type": "workout", "manufacturer": MANUFACTURER, "product": 1, "time_created": made,
         "serial_number": session.day.toordinal()},
    )  # fmt: skip
    encoder.on_mesg(
        WORKOUT,
        {
            "sport": "training",
            "sub_sport": "strength_training",
            "num_valid_steps": len(steps),
            "wkt_name": f"Knee drive {session.day:%d %b} w{session.week}",
        },
    )
    for index, step in enumerate(steps):
        encoder.on_mesg(WORKOUT_STEP, {"message_index": index, **step})
    for index, move in enumerate(m for m in MOVES if any(i.move == m for i in session.items)):
        category, name = EXERCISES[move]
        encoder.on_mesg(
            EXERCISE_TITLE,
            {
                "message_index": index,
                "exercise_category": category,
                "exercise_name": name,
                "wkt_step_name": dose(move).title,
            },
        )
    return bytes(encoder.close())


def workout_steps(items: tuple[Prescription, ...], wishes: Wishes) -> list[Step]:
    """The steps in order, each with what the profile asks of its kind."""
    steps: list[Step] = [
        {
            "wkt_step_name": "Warm up",
            "intensity": "warmup",
            "duration_type": "open",
            "duration_value": 0,
            "target_type": "open",
            "target_value": 0,
        }
    ]
    for move in dict.fromkeys(item.move for item in items):
        sides = [item for item in items if item.move == move]
        common = min(item.sets for item in sides)
        _round(steps, sides, common, wishes)
        for item in sides:
            _round(steps, [item], item.sets - common, wishes)
    return steps


def _round(steps: list[Step], items: list[Prescription], times: int, wishes: Wishes) -> None:
    """Add the sets of these sides and a rest, so many times over."""
    if times < 1:
        return
    first = len(steps)
    steps.extend(_set(item, wishes) for item in items)
    steps.append(
        {
            "wkt_step_name": "Rest",
            "intensity": "rest",
            "duration_type": "time",
            "duration_value": 1000 * items[0].rest_s,
            "target_type": "open",
            "target_value": 0,
        }
    )
    if times > 1:
        steps.append(
            {
                "duration_type": "repeat_until_steps_cmplt",
                "duration_value": first,
                "target_type": "open",
                "target_value": times,
            }
        )


def _set(item: Prescription, wishes: Wishes) -> Step:
    category, name = EXERCISES[item.move]
    timed = item.unit == "s"
    side = "" if item.side == "both" else f" {item.side}"
    step: Step = {
        "wkt_step_name": f"{dose(item.move).title}{side}"[:LONGEST_NAME],
        "intensity": "active",
        "duration_type": "time" if timed else "reps",
        "duration_value": 1000 * item.amount if timed else item.amount,
        "target_type": "open",
        "target_value": 0,
        "exercise_category": category,
        "exercise_name": name,
        "notes": f"{item.load_words}; {item.rir} in reserve"[:LONGEST_NOTE],
    }
    kg = _weight_kg(item, wishes)
    if kg is not None:
        step |= {
            "exercise_weight": kg,
            "weight_display_unit": KILOGRAM if item.load.endswith("-kg") else POUND,
        }
    return step


def _weight_kg(item: Prescription, wishes: Wishes) -> float | None:
    """Weight on the foot; None for a band, whose pull is no weight, and without load."""
    if item.move != "raise":
        return None
    load = next(load for load in ladder(item.move, wishes) if load.name == item.load)
    return load.strength / LB_PER_KG if load.strength > 0 else None
