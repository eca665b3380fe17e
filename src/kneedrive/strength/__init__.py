"""Strength: the knee hold, the three moves, and what the hip flexors can carry.

From a film: `source` finds and follows the person (`track`, `legs`, `posture`); `hold_clock`,
`counter` (`repetition`, `lift_times`, `set_clock`), and `sitting` watch one posture after the
other, the same for a film and for a live camera (`live`, `live_track`, `events`, `sight`).
`hold_test` (`shaking`, `reading`), `told_hold` and `coaching` (`sets`, `advice`, `top_moment`) make
the results; `hold_result`, `coach_result`, `hold_page` and `coach_page` (`stills`, `coach_stills`)
write them. `capacity` turns them into moments. `red_flags` come before all.
"""

from typing import TYPE_CHECKING

from kneedrive.later import load_later

if TYPE_CHECKING:
    from kneedrive.pose.source import Filmed
    from kneedrive.strength.capacity import Person, read_demand, read_load
    from kneedrive.strength.coach_page import write_coach_page
    from kneedrive.strength.coach_result import write_coaching
    from kneedrive.strength.coaching import Coaching, coach
    from kneedrive.strength.hold_page import write_hold_page
    from kneedrive.strength.hold_result import write_hold, write_told_hold
    from kneedrive.strength.hold_test import HoldTest, assess_hold
    from kneedrive.strength.reading import Reported
    from kneedrive.strength.red_flags import QUESTIONS, STOP_RULE, read_answers, refuse_if_flagged
    from kneedrive.strength.source import follow_exercise
    from kneedrive.strength.told_hold import ToldHold, told_hold

__all__ = [
    "QUESTIONS",
    "STOP_RULE",
    "Coaching",
    "Filmed",
    "HoldTest",
    "Person",
    "Reported",
    "ToldHold",
    "assess_hold",
    "coach",
    "follow_exercise",
    "read_answers",
    "read_demand",
    "read_load",
    "refuse_if_flagged",
    "told_hold",
    "write_coach_page",
    "write_coaching",
    "write_hold",
    "write_hold_page",
    "write_told_hold",
]

__getattr__ = load_later(
    __name__,
    {
        "kneedrive.pose.source": ("Filmed",),
        "kneedrive.strength.capacity": (
            "Person",
            "read_demand",
            "read_load",
        ),
        "kneedrive.strength.coach_page": ("write_coach_page",),
        "kneedrive.strength.coach_result": ("write_coaching",),
        "kneedrive.strength.coaching": (
            "Coaching",
            "coach",
        ),
        "kneedrive.strength.hold_page": ("write_hold_page",),
        "kneedrive.strength.hold_result": (
            "write_hold",
            "write_told_hold",
        ),
        "kneedrive.strength.hold_test": (
            "HoldTest",
            "assess_hold",
        ),
        "kneedrive.strength.reading": ("Reported",),
        "kneedrive.strength.red_flags": (
            "QUESTIONS",
            "STOP_RULE",
            "read_answers",
            "refuse_if_flagged",
        ),
        "kneedrive.strength.source": ("follow_exercise",),
        "kneedrive.strength.told_hold": (
            "ToldHold",
            "told_hold",
        ),
    },
)
