"""The numbers whose change is judged, and what is known of each before a runner's own clips tell.

At one speed and one cadence a step has one length and one time, so step length is compared at the
same speed alone, and contact and flight are each other's mirror. The slopes are a starting point
with room around it; a runner's own clips move them. `day_sd` is the scatter of one runner's mean
from day to day, a starting point too.
"""

from dataclasses import dataclass

from kneedrive.pose.bias import Family
from kneedrive.stride.method_error import method_errors
from kneedrive.stride.register import BY_NAME, Metric

FROM_FILM: Family = "blazepose-heavy"
TYPICAL_STEP_M = 1.2  # for errors in per cent of a length
SPEED_OWN_SHARE = 0.56
JUDGED_TOGETHER = 4  # numbers: a false alarm in any one of them is one too many


@dataclass(frozen=True)
class Slope:
    """Change of a metric per unit of a covariate: the usual value, and its SD between runners."""

    mean: float
    sd: float


@dataclass(frozen=True)
class Watched:
    """One number that progress is judged by.

    Parameters
    ----------
    name : metric
    per_mps : slope on speed, per m/s
    per_spm : slope on cadence, per step/min; None where cadence is not held alike
    own_share : how much of a clip's error is its own, new in every clip; the rest of it lasts as
        long as the way of filming, and drops out of a comparison
    day_sd : usual scatter between days
    camera_sd : how far two ways of filming may lie apart, one runner's offset in each
    run_sd : error of one run of a watch, apart from the watch's own offset
    watch_sd : how far a watch's offset may lie from the film's
    """

    name: str
    per_mps: Slope
    per_spm: Slope | None
    own_share: float
    day_sd: float
    run_sd: float
    watch_sd: float

    @property
    def camera_sd(self) -> float:
        """The tool's own lasting error, from the accuracy tables."""
        return method_errors(FROM_FILM)[self.name].steady(TYPICAL_STEP_M)

    @property
    def in_metres(self) -> bool:
        """Whether the error of the scale moves this number and the speed together."""
        return method_errors(FROM_FILM)[self.name].scale_power > 0

    @property
    def metric(self) -> Metric:
        """Title, unit and decimals."""
        return BY_NAME[self.name]


# Slopes: the same 16 runners of Fukuchi, Fukuchi & Duarte 2017 (doi 10.7717/peerj.3298) at 2.5,
# 3.5 and 4.5 m/s, measured with this program. From one speed to the next, contact changed by -46
# (SD 10) and -30 (4) ms, flight by +25 (13) and +6 (5) ms, step length by 0.30 (0.04) and 0.24
# (0.04) m, the peak thigh angle by 6.4 (2.2) and 6.4 (1.9) deg, cadence by 10 (5) and 13 (6) spm;
# at one cadence that is about what stands here; the SDs here hold twice the variance, for a runner
# may be unlike those sixteen. Own shares: 16 of these runs before the virtual
# camera, each four times with new landmark noise (`python -m bench progress`). Between days: timing
# is a guess (about 2 % of a contact); the thigh as Dingenen 2018 has it (doi
# 10.1016/j.ptsp.2018.06.009: smallest detectable difference of leg angles a week apart 2.2 to
# 4.8 deg, so an SD of 0.8 to 1.7). A watch's offset: Stryd's flight was 15 % off (doi
# 10.1371/journal.pone.0222872).
WATCHED: tuple[Watched, ...] = (
    Watched("flight_time_ms", Slope(30.0, 17.0), Slope(-1.4, 0.9), 0.52, 4.0, 3.0, 20.0),
    Watched("contact_time_ms", Slope(-30.0, 17.0), Slope(-0.7, 0.9), 0.52, 4.0, 3.0, 20.0),
    Watched("step_length_m", Slope(0.27, 0.07), None, 0.55, 0.015, 0.01, 0.05),
    Watched("peak_thigh_angle_deg", Slope(8.5, 3.0), Slope(-0.2, 0.2), 1.0, 1.5, 1.5, 5.0),
)
