"""The register of metrics: one place for name, unit, definition, sign, source and display."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Metric:
    """What a metric is and how it is shown.

    name : key in metrics.json, with its unit as suffix
    title : words for a reader
    unit : as shown
    decimals : as shown
    definition : what is measured, with its sign
    formula : how it is computed
    source : paper or origin
    needs_scale : whether metres are needed
    grade : "measured here" | "literature" | "coaching opinion"
    useful_within : half-width of the 95 % interval beyond which it is only indicative; beyond one
        and a half times as much it is withheld
    """

    name: str
    title: str
    unit: str
    decimals: int
    definition: str
    formula: str
    source: str
    needs_scale: bool = False
    grade: str = "measured here"
    useful_within: float = field(kw_only=True)


_MODEL = "Winter 2009, Biomechanics and Motor Control of Human Movement, doi 10.1002/9780470549148"
_DELEVA = "de Leva 1996, doi 10.1016/0021-9290(95)00178-6"
_THIGH = "segment angle from the vertical; field's convention"

# `useful_within`: runners at one speed differ by a standard deviation SD (PeerJ 5:e3298 measured
# anew, docs/evidence.md), and runners at 4.5 m/s differ from those at 2.5 m/s. An interval that is
# wider than the larger of 1.96 SD and half of that difference tells no more than the speed does.
# Speed: half of 1 m/s. Trunk lean: leaning forward can't be told from leaning back.
METRICS: tuple[Metric, ...] = (
    Metric(
        "cadence_spm",
        "Cadence",
        "steps/min",
        1,
        "Steps per minute, both feet.",
        "60 / mean step time",
        _MODEL,
        useful_within=20,
    ),
    Metric(
        "contact_time_ms",
        "Contact time",
        "ms",
        0,
        "Time a foot is on the ground, by the convention of a ground force above 50 N.",
        "toe-off minus strike, mean over the steps",
        "docs/accuracy.md",
        useful_within=45,
    ),
    Metric(
        "flight_time_ms",
        "Flight time",
        "ms",
        0,
        "Time no foot is on the ground, between one foot's toe-off and the other's strike.",
        "next strike minus toe-off, mean over the steps",
        "docs/accuracy.md",
        useful_within=45,
    ),
    Metric(
        "duty_factor_pct",
        "Duty factor",
        "%",
        1,
        "Share of the stride that one foot is on the ground; below 50 % is running.",
        "contact time / stride time",
        "Alexander 1989, doi 10.1152/physrev.1989.69.4.1199",
        useful_within=5.5,
    ),
    Metric(
        "swing_time_ms",
        "Swing time",
        "ms",
        0,
        "Time a foot is off the ground.",
        "stride time minus contact time",
        _MODEL,
        useful_within=45,
    ),
    Metric(
        "step_length_m",
        "Step length",
        "m",
        2,
        "Distance covered from one foot's strike to the other's.",
        "speed x step time",
        _MODEL,
        needs_scale=True,
        useful_within=0.27,
    ),
    Metric(
        "speed_mps",
        "Speed",
        "m/s",
        2,
        "Speed of the body over the ground or the belt.",
        "given, else speed of the standing foot against the body",
        _MODEL,
        needs_scale=True,
        useful_within=0.5,
    ),
    Metric(
        "peak_thigh_angle_deg",
        "Knee drive (peak thigh)",
        "deg",
        1,
        "Highest thigh angle in the swing, from the vertical; + = knee in front.",
        "maximum of the thigh angle over the stride",
        _THIGH,
        useful_within=9,
    ),
    Metric(
        "min_thigh_angle_deg",
        "Trail (lowest thigh)",
        "deg",
        1,
        "Lowest thigh angle, around toe-off; - = knee behind the hip.",
        "minimum of the thigh angle over the stride",
        _THIGH,
        useful_within=5.7,
    ),
    Metric(
        "thigh_excursion_deg",
        "Thigh excursion",
        "deg",
        1,
        "Highest minus lowest thigh angle.",
        "peak minus lowest thigh angle",
        _THIGH,
        useful_within=12,
    ),
    Metric(
        "peak_thigh_velocity_dps",
        "Thigh velocity",
        "deg/s",
        0,
        "Fastest forward turn of the thigh in the swing.",
        "maximum of the time derivative of the thigh angle",
        "Clark et al. 2020, doi 10.1242/bio.053546",
        useful_within=90,
    ),
    Metric(
        "peak_hip_flexion_deg",
        "Hip flexion",
        "deg",
        1,
        "Highest thigh angle against the trunk in the swing; the pelvis is not seen.",
        "maximum of thigh angle plus trunk lean",
        _THIGH,
        useful_within=12,
    ),
    Metric(
        "peak_swing_knee_flexion_deg",
        "Knee flexion in swing",
        "deg",
        0,
        "Most bent knee in the swing; 0 = straight.",
        "maximum of the angle between thigh and shank",
        _THIGH,
        useful_within=18,
    ),
    Metric(
        "foot_clearance_m",
        "Heel lift",
        "m",
        2,
        "Highest heel above its lowest position in the stride.",
        "range of the heel's height over the stride",
        _MODEL,
        needs_scale=True,
        useful_within=0.13,
    ),
    Metric(
        "shank_angle_at_contact_deg",
        "Shank angle at contact",
        "deg",
        1,
        "Shank from the vertical at strike; + = ankle in front of the knee.",
        "shank angle at strike",
        "Evans 2023, doi 10.3389/fspor.2023.1268292",
        useful_within=7,
    ),
    Metric(
        "foot_ahead_of_hip_m",
        "Foot ahead of hip",
        "m",
        2,
        "Heel in front of the hip at strike.",
        "heel minus hip, forward, at strike",
        _MODEL,
        needs_scale=True,
        useful_within=0.06,
    ),
    Metric(
        "trunk_lean_deg",
        "Trunk lean",
        "deg",
        1,
        "Shoulders against hips, from the vertical; + = leaning forward. Mean of the stride.",
        "mean angle of the line from mid-hip to mid-shoulder",
        _THIGH,
        useful_within=8,
    ),
    Metric(
        "vertical_oscillation_m",
        "Bounce",
        "m",
        3,
        "Rise and fall of the hips over a step.",
        "range of mid-hip height over the stride",
        _MODEL,
        needs_scale=True,
        useful_within=0.024,
    ),
    Metric(
        "hip_flexor_impulse_nms_kg",
        "Pull (flexor impulse)",
        "Nms/kg",
        3,
        "Net hip-flexor moment summed over the swing, per kg of body mass. A net moment of all "
        "tissue about the hip, no single muscle's.",
        "integral of the positive hip moment over the swing (Newton-Euler, free leg)",
        _DELEVA,
        needs_scale=True,
        useful_within=0.054,
    ),
    Metric(
        "hip_flexor_peak_moment_nm_kg",
        "Peak flexor moment",
        "Nm/kg",
        2,
        "Highest net hip-flexor moment in the swing, per kg of body mass.",
        "maximum of the hip moment in the swing, as drawn",
        _DELEVA,
        needs_scale=True,
        useful_within=0.6,
    ),
    Metric(
        "hip_flexor_peak_power_w_kg",
        "Peak flexor power",
        "W/kg",
        1,
        "Highest net hip-flexor power in the swing, per kg of body mass.",
        "maximum of hip moment x angular velocity of the thigh against the trunk",
        _DELEVA,
        needs_scale=True,
        useful_within=5.3,
    ),
)

BY_NAME = {metric.name: metric for metric in METRICS}
