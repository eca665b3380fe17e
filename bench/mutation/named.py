"""Mistakes that once would have gone unnoticed, each as an edit of the source.

Whatever else is sampled, the rooms' own tests have to notice each of these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.store import SOURCE


@dataclass(frozen=True)
class Named:
    """A mistake: the text that stands in a file now, and what would stand there.

    room : whose tests are to notice it
    """

    name: str
    room: str
    file: str
    old: str
    new: str

    def sources(self) -> Mapping[Path, str]:
        """The file with the mistake made.

        Raises
        ------
        ValueError : the text is not there, or there more than once
        """
        path = SOURCE / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise ValueError(f"{self.name}: {self.file} does not hold {self.old!r} once")
        return {path: text.replace(self.old, self.new)}


NAMED = (
    Named(
        "strike threshold .65 to .50",
        "stride",
        "stride/events.py",
        "STRIKE_SHARE = 0.65",
        "STRIKE_SHARE = 0.50",
    ),
    Named(
        "learned strike with its sign turned",
        "stride",
        "stride/events.py",
        "guess.strike + strike.value",
        "guess.strike - strike.value",
    ),
    Named(
        "learned toe-off with its sign turned",
        "stride",
        "stride/events.py",
        "guess.toe_off + toe_off.value",
        "guess.toe_off - toe_off.value",
    ),
    Named(
        "thigh offset dropped from the metrics",
        "stride",
        "stride/mean_stride.py",
        "hanging_deg(hip, knee) + offset_deg",
        "hanging_deg(hip, knee)",
    ),
    Named(
        "thigh offset dropped from single frames and strides",
        "stride",
        "stride/mean_stride.py",
        "        leg,\n        thigh_deg=thigh,",
        "        leg,\n        thigh_deg=leg.thigh_deg,",
    ),
    Named(
        "thigh offset not looked up",
        "stride",
        "stride/thigh.py",
        'suspicion * learned["thigh"].correct(',
        '0.0 * learned["thigh"].correct(',
    ),
    Named(
        "unequal legs that don't widen",
        "stride",
        "stride/metrics.py",
        "method *= unequal(strides.events, motion.leg_confidence)",
        "method *= 1.0",
    ),
    Named(
        "leg share .478 to .52",
        "motion",
        "motion/scale.py",
        "LEG_SHARE_OF_HEIGHT = 0.478",
        "LEG_SHARE_OF_HEIGHT = 0.52",
    ),
    Named(
        "roll turned the wrong way, landmarks",
        "motion",
        "motion/build.py",
        "_turn(xy, -motion.tilt_deg)",
        "_turn(xy, motion.tilt_deg)",
    ),
    Named(
        "roll turned the wrong way, stride",
        "motion",
        "motion/build.py",
        "_turn(np.eye(2), -tilt)",
        "_turn(np.eye(2), tilt)",
    ),
    Named(
        "oblique view not straightened",
        "motion",
        "motion/build.py",
        "return straightened(keypoints.time_s, keypoints.landmarks, still)",
        "return still",
    ),
    Named(
        "OpenSim's ankle sign",
        "motion",
        "motion/lab/export.py",
        "leg.foot_deg - leg.shank_deg",
        "leg.shank_deg - leg.foot_deg",
    ),
    Named(
        "female segment masses",
        "pull",
        "pull/segments.py",
        'Segment("hip", "knee", 0.1478, 0.3612, 0.364)',
        'Segment("hip", "knee", 0.1416, 0.3612, 0.364)',
    ),
    Named(
        "the network's bias ignored in the leg's length",
        "motion",
        "motion/scale.py",
        "leg_px(fold) / bias.leg",
        "leg_px(fold)",
    ),
    Named(
        "the network's bias ignored in the ground's speed",
        "motion",
        "motion/stance.py",
        "ROLL_OVER * bias.ground",
        "ROLL_OVER",
    ),
    Named(
        "the network's bias not looked up",
        "motion",
        "motion/build.py",
        "    bias = bias_of(keypoints.model)\n",
        '    bias = bias_of("file")\n',
    ),
    Named(
        "the trunk left out of power",
        "pull",
        "pull/pull.py",
        "return np.asarray(thigh - trunk)",
        "return np.asarray(thigh)",
    ),
    Named(
        "fractional cadence of FIT",
        "watch",
        "watch/fit_fields.py",
        'values = values + np.nan_to_num(records.native("fractional_cadence"))',
        "pass",
    ),
    Named(
        "a contact limit of 6 s",
        "watch",
        "watch/run.py",
        "CONTACT_MS = (80.0, 600.0)",
        "CONTACT_MS = (80.0, 6000.0)",
    ),
    Named(
        "a fade sure at half a standard error",
        "fade",
        "fade/kinds.py",
        "SURE = 1.4",
        "SURE = 0.1",
    ),
    Named(
        "grade left out of the expected step",
        "fade",
        "fade/fade.py",
        "return float(change.speed + moved @ step.slopes)",
        "return float(change.speed + moved[:1] @ step.slopes[:1])",
    ),
    Named(
        "a horizontal allowance of 15 degrees, holds",
        "strength",
        "strength/hold_clock.py",
        "JITTER_DEG = 2.0",
        "JITTER_DEG = 15.0",
    ),
    Named(
        "a horizontal allowance of 15 degrees, repetitions",
        "strength",
        "strength/repetition.py",
        "ANGLE_ERROR_DEG = 5.0",
        "ANGLE_ERROR_DEG = 15.0",
    ),
    Named(
        "live smoothing at 1 Hz",
        "strength",
        "strength/live_track.py",
        "FOLLOWS_HZ = 6.0",
        "FOLLOWS_HZ = 1.0",
    ),
)
