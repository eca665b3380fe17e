"""Films of a body from which the pose network's own errors are learned; no benchmark uses them.

Learners and judges are different runners, bodies, clothes, rooms and cameras: every third runner of
the data set only judges.
"""

from collections.abc import Sequence

from kneedrive.pose.networks import Model
from training.data_set import LabRun
from training.human_footage import HumanScene
from training.people import scenes

COUNT = 60
FIRST_SEED = 3001
JUDGES_EVERY = 3


def lessons(runs: Sequence[LabRun], model: Model = "auto") -> list[HumanScene]:
    """Scenes to learn from, over the runs of the learners in turn."""
    return scenes(learners(runs), FIRST_SEED, "lesson", COUNT, model)


def learners(runs: Sequence[LabRun]) -> list[LabRun]:
    """Runs of the runners that are learned from."""
    judging = {run.subject for run in judges(runs)}
    return [run for run in runs if run.subject not in judging]


def judges(runs: Sequence[LabRun]) -> list[LabRun]:
    """Runs of the runners that are filmed for benchmarks alone."""
    subjects = sorted({run.subject for run in runs})[JUDGES_EVERY - 1 :: JUDGES_EVERY]
    return [run for run in runs if run.subject in subjects]
