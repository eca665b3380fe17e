"""How long other loads could be held, by a loaded hold to failure: a curve with its range."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kneedrive.report.plots import Curve, Scale, area_path, line_path, value_scale
from kneedrive.strength.capacity.endurance import endurance_curve
from kneedrive.strength.capacity.moment import Moment
from kneedrive.strength.posture import Side

FIRST_S, LAST_S = 20.0, 300.0  # shorter holds are no matter of endurance
CAPTION = (
    "Through what was held until the thigh sank, with the exponent of the knee's curve; shaded: "
    "the moment's interval and the exponents of other joints. There is no curve of the hip: an "
    "estimate, better near the hold than far from it. "
    "Frey Law & Avin 2010, 10.1080/00140130903389068."
)


@dataclass(frozen=True)
class EndurancePlot:
    """A curve a leg, moment (Nm/kg) over seconds; `holds` (side, per cent left and top, words)."""

    x: Scale
    y: Scale
    curves: tuple[Curve, ...]
    holds: tuple[tuple[Side, float, float, str], ...]
    caption: str
    spoken: str


def endurance_plot(holds: Sequence[tuple[Side, float, Moment]]) -> EndurancePlot | None:
    """The picture of loaded holds to failure: side, seconds, moment; None without one."""
    if not holds:
        return None
    seconds = np.linspace(FIRST_S, max([LAST_S, *(s for _, s, _ in holds)]), 57)
    drawn = [(side, *endurance_curve(moment, held, seconds)) for side, held, moment in holds]
    last_s = float(seconds[-1])
    step = next(s for s in (60, 120, 300, 600, 1800) if last_s / s <= 5)
    x = Scale(
        0.0, last_s, tuple((100 * t / last_s, f"{t} s") for t in range(0, int(last_s) + 1, step))
    )
    y = value_scale(0.0, max(float(high.max()) for *_, high in drawn), 0.5, "", room=0.04)
    return EndurancePlot(
        x,
        y,
        tuple(
            Curve(side, line_path(x, y, seconds, mid), area_path(x, y, seconds, low, high))
            for side, mid, low, high in drawn
        ),
        tuple(
            (
                side,
                x.pct(held),
                round(100 - y.pct(m.value_nm_kg), 2),
                f"{side} leg: {held:.0f} s, {m.value_nm_kg:.2f} Nm/kg",
            )
            for side, held, m in holds
        ),
        CAPTION,
        "Nm per kg that could be held for other times. "
        + " ".join(
            f"The {side} leg held {m.value_nm_kg:.2f} for {held:.0f} s." for side, held, m in holds
        ),
    )
