"""Strength: the knee hold, the three moves, and what the hip flexors can carry.

From a film: `source` finds and follows the person (`track`, `legs`, `posture`); `hold_clock`,
`counter` (`repetition`, `lift_times`, `set_clock`), and `sitting` watch one posture after the
other, the same for a film and for a live camera (`live`, `live_track`, `events`, `sight`).
`hold_test` (`shaking`, `reading`) and
`coaching` (`sets`, `advice`) make the results; `hold_result`, `coach_result`, `hold_page` and
`coach_page` write them. `capacity` turns them into moments. `red_flags` come before all.
"""

from kneedrive.strength.capacity import Person, read_demand, read_load
from kneedrive.strength.coach_page import write_coach_page
from kneedrive.strength.coach_result import write_coaching
from kneedrive.strength.coaching import Coaching, coach
from kneedrive.strength.hold_page import write_hold_page
from kneedrive.strength.hold_result import write_hold, write_told_hold
from kneedrive.strength.hold_test import HoldTest, assess_hold
from kneedrive.strength.reading import Reported
from kneedrive.strength.red_flags import QUESTIONS, STOP_RULE, read_answers, refuse_if_flagged
from kneedrive.strength.source import Filmed, follow_exercise

__all__ = [
    "QUESTIONS",
    "STOP_RULE",
    "Coaching",
    "Filmed",
    "HoldTest",
    "Person",
    "Reported",
    "assess_hold",
    "coach",
    "follow_exercise",
    "read_answers",
    "read_demand",
    "read_load",
    "refuse_if_flagged",
    "write_coach_page",
    "write_coaching",
    "write_hold",
    "write_hold_page",
    "write_told_hold",
]
