"""What two clips say, in sentences and rows."""

from dataclasses import dataclass

from kneedrive.fade.clips.compare import Comparison
from kneedrive.fade.clips.verdict import Compared
from kneedrive.fade.words import lower
from kneedrive.findings import Finding, number, signed, unit, with_unit

KNEE = "peak_thigh_angle_deg"
CHAN_ROPER = "Chan-Roper et al. 2012 (179 marathoners), JSSM 11:77"
DINGENEN = "Dingenen et al. 2018, doi 10.1016/j.ptsp.2018.06.009"


@dataclass(frozen=True)
class Row:
    """A metric as the table shows it."""

    title: str
    first: str
    second: str
    difference: str
    ends: str
    detectable: str
    verdict: str
    reason: str
    indicative: bool


def summary(comparison: Comparison) -> tuple[str, ...]:
    """What changed, what did not, and whether the knee dropped."""
    changed = [m for m in comparison.metrics if m.verdict == "changed"]
    held = [m for m in comparison.metrics if m.verdict == "no clear change"]
    refused = [m for m in comparison.metrics if m.verdict == "not comparable"]
    sentences = []
    if changed:
        sentences.append(f"Changed from A to B: {'; '.join(_said(m) for m in changed)}.")
    elif held:
        sentences.append("Nothing changed by more than these clips can show.")
    knee = next((m for m in comparison.metrics if m.metric.name == KNEE), None)
    if knee is not None:
        sentences.append(_knee(knee))
    if refused and comparison.setting.obstacles:
        obstacles = "; ".join(comparison.setting.obstacles)
        sentences.append(f"{len(refused)} metrics can't be compared: {obstacles}.")
    return tuple(sentences)


def findings(comparison: Comparison) -> tuple[Finding, ...]:
    """What the comparison means and what it does not."""
    told = [
        Finding(
            "How a change is told from chance",
            "Of about twenty metrics looked at together, one would often differ by chance. A "
            "metric counts as changed only where its difference exceeds the smallest detectable "
            "change, which allows for all of them: two clips of a runner who did not change show "
            "any change in 5 % of pairs at most. Each interval is that of its own metric alone, so "
            "it may leave out zero without a change.",
            "measured here",
            f"these two clips; angles from week to week: {DINGENEN}",
            (),
        ),
        Finding(
            "Tired runners",
            "In 179 marathoners contact grew by 13 % from km 8 to km 40, and the hip bent more in "
            "the swing, not less. A knee that drops is one pattern among others.",
            "literature",
            CHAN_ROPER,
            (KNEE, "contact_time_ms"),
        ),
    ]
    return tuple(told)


def rows(comparison: Comparison) -> tuple[Row, ...]:
    """Every metric for the table."""
    return tuple(_row(m) for m in comparison.metrics)


def _row(m: Compared) -> Row:
    decimals, shown = m.metric.decimals, unit(m.metric.name)
    known = m.difference is not None and m.low is not None and m.high is not None
    reason = m.reason or ""
    if m.by_speed:
        reason = f"{signed(m.by_speed, decimals)} {shown} of unequal speed is taken out"
    return Row(
        title=f"{m.metric.title}, {shown}",
        first="–" if m.first.value is None else number(m.first.value, decimals),
        second="–" if m.second.value is None else number(m.second.value, decimals),
        difference=signed(m.difference, decimals) if m.difference is not None else "–",
        ends=f"{signed(m.low or 0.0, decimals)} to {signed(m.high or 0.0, decimals)}"
        if known
        else "",
        detectable="–" if m.detectable is None else number(m.detectable, decimals),
        verdict=m.verdict,
        reason=reason,
        indicative="indicative" in (m.first.status, m.second.status),
    )


def _said(m: Compared) -> str:
    value = signed(m.difference or 0.0, m.metric.decimals)
    return f"{lower(m.metric.title)} {with_unit(value, m.metric.name)}"


def _knee(m: Compared) -> str:
    if m.difference is None or m.low is None or m.high is None:
        return f"Whether the knee rises less can't be said: {m.reason}."
    ends = f"{signed(m.low, 1)}° to {signed(m.high, 1)}°"
    difference = f"{signed(m.difference, 1)}°"
    if m.verdict == "changed":
        word = "less" if m.difference < 0 else "more"
        return f"The knee rises {word}: peak thigh {difference} ({ends})."
    return (
        f"The knee shows no clear change: peak thigh {difference} ({ends}); less than "
        f"{number(m.detectable or 0.0, 1)}° can't be told from chance here."
    )
