"""One session as a FIT workout that a Garmin watch takes (copy it into GARMIN/NewFiles).

Steps: a warm-up, then for each move the set of either side and a rest, repeated; a side with more
sets has its own at the end. Names from the FIT profile's exercise lists, nearest to the move; the
title shows the move itself. Written by `fit-tool`.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from typing import Any

from fit_tool.fit_file_builder import FitFileBuilder
from fit_tool.profile.messages.exercise_title_message import ExerciseTitleMessage
from fit_tool.profile.messages.file_id_message import FileIdMessage
from fit_tool.profile.messages.workout_message import WorkoutMessage
from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage
from fit_tool.profile.profile_type import (
    CoreExerciseName,
    ExerciseCategory,
    FileType,
    FitBaseUnit,
    Intensity,
    LegRaiseExerciseName,
    Manufacturer,
    Sport,
    SubSport,
    WarmUpExerciseName,
    WorkoutStepDuration,
    WorkoutStepTarget,
)

from kneedrive.programme.dose import Prescription
from kneedrive.programme.ladder import ladder
from kneedrive.programme.programme import Session
from kneedrive.programme.tables import MOVES, Move, dose
from kneedrive.programme.wishes import LB_PER_KG, Wishes

LONGEST_NAME, LONGEST_NOTE = 40, 150

EXERCISES: Mapping[Move, tuple[int, int]] = {  # category, and number in the category's list
    "march": (ExerciseCategory.WARM_UP.value, WarmUpExerciseName.MARCHING_IN_PLACE.value),
    "raise": (ExerciseCategory.LEG_RAISE.value, LegRaiseExerciseName.KETTLEBELL_LEG_RAISES.value),
    "lsit": (ExerciseCategory.CORE.value, CoreExerciseName.L_SIT.value),
}


def workout_file(session: Session, wishes: Wishes) -> bytes:
    """The workout of one session.

    Raises
    ------
    ValueError : the session has nothing to do (a retest, a film)
    """
    if not session.items:
        raise ValueError("a session without moves is no workout")
    steps = workout_steps(session.items, wishes)
    file_id = FileIdMessage()
    file_id.type = FileType.WORKOUT
    file_id.manufacturer = Manufacturer.DEVELOPMENT.value
    file_id.product = 1
    file_id.time_created = round(1000 * datetime.combine(session.day, time(0), UTC).timestamp())
    file_id.serial_number = session.day.toordinal()
    workout = WorkoutMessage()
    workout.sport = Sport.TRAINING
    workout.sub_sport = SubSport.STRENGTH_TRAINING
    workout.num_valid_steps = len(steps)
    workout.workout_name = f"Knee drive {session.day:%d %b} w{session.week}"
    builder = FitFileBuilder()
    builder.add_all([file_id, workout])
    for index, step in enumerate(steps):
        step.message_index = index
        builder.add(step)
    builder.add_all(_titles(session))
    return bytes(builder.build().to_bytes())


def _titles(session: Session) -> Iterator[Any]:
    """The title of each move's exercise."""
    for index, move in enumerate(m for m in MOVES if any(i.move == m for i in session.items)):
        title = ExerciseTitleMessage()
        title.message_index = index
        title.exercise_category, title.exercise_name = EXERCISES[move]
        title.workout_step_name = dose(move).title
        yield title


def workout_steps(items: tuple[Prescription, ...], wishes: Wishes) -> list[Any]:
    """The steps in order."""
    steps = [_step("Warm up", Intensity.WARMUP, WorkoutStepDuration.OPEN)]
    for move in dict.fromkeys(item.move for item in items):
        sides = [item for item in items if item.move == move]
        common = min(item.sets for item in sides)
        steps += _round(len(steps), sides, common, wishes)
        for item in sides:
            steps += _round(len(steps), [item], item.sets - common, wishes)
    return steps


def _round(first: int, items: list[Prescription], times: int, wishes: Wishes) -> list[Any]:
    """The sets of these sides and a rest, so many times over, beginning as step `first`."""
    if times < 1:
        return []
    steps = [_set(item, wishes) for item in items]
    rest = _step("Rest", Intensity.REST, WorkoutStepDuration.TIME)
    rest.duration_time = float(items[0].rest_s)
    steps.append(rest)
    if times > 1:
        again = WorkoutStepMessage()
        again.duration_type = WorkoutStepDuration.REPEAT_UNTIL_STEPS_CMPLT
        again.duration_step = first
        again.target_type = WorkoutStepTarget.OPEN
        again.target_repeat_steps = times
        steps.append(again)
    return steps


def _set(item: Prescription, wishes: Wishes) -> Any:
    side = "" if item.side == "both" else f" {item.side}"
    name = f"{dose(item.move).title}{side}"[:LONGEST_NAME]
    if item.unit == "s":
        step = _step(name, Intensity.ACTIVE, WorkoutStepDuration.TIME)
        step.duration_time = float(item.amount)
    else:
        step = _step(name, Intensity.ACTIVE, WorkoutStepDuration.REPS)
        step.duration_reps = item.amount
    step.exercise_category, step.exercise_name = EXERCISES[item.move]
    step.notes = f"{item.load_words}; {item.rir} in reserve"[:LONGEST_NOTE]
    kg = _weight_kg(item, wishes)
    if kg is not None:
        step.exercise_weight = kg
        unit = FitBaseUnit.KILOGRAM if item.load.endswith("-kg") else FitBaseUnit.POUND
        step.weight_display_unit = unit.value
    return step


def _step(name: str, intensity: Intensity, duration: WorkoutStepDuration) -> Any:
    """A step that leaves its target open."""
    step = WorkoutStepMessage()
    step.workout_step_name = name
    step.intensity = intensity
    step.duration_type = duration
    if duration is WorkoutStepDuration.OPEN:
        step.duration_value = 0
    step.target_type = WorkoutStepTarget.OPEN
    step.target_value = 0
    return step


def _weight_kg(item: Prescription, wishes: Wishes) -> float | None:
    """Weight on the foot; None for a band, whose pull is no weight, and without load."""
    if item.move != "raise":
        return None
    load = next(load for load in ladder(item.move, wishes) if load.name == item.load)
    return load.strength / LB_PER_KG if load.strength > 0 else None
