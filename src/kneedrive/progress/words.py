"""Progress in words: numbers with their intervals, verdicts, and what nobody can know."""

from kneedrive.findings.words import number, signed, with_unit
from kneedrive.progress.progress import Progress
from kneedrive.progress.strength import StrengthChange
from kneedrive.progress.verdict import Change
from kneedrive.stride.register import Metric

NO_CONTROL = (
    "One runner without a control can't prove the cause: shoes, season, form and other training "
    "change too. This page tells whether a number changed beyond its error, not why."
)
SAME_STEP = (
    "At one speed and one cadence a step has one length, and more flight is less contact: so step "
    "length is compared at the same speed alone, and flight and contact are one change seen twice."
)


def shown(metric: Metric, value: float, with_sign: bool = False) -> str:
    """A number with its unit, with a real minus and, where asked for, a plus."""
    decimals = metric.decimals + (metric.unit == "m")  # a change of a step is a matter of mm
    text = signed(value, decimals) if with_sign else number(value, decimals)
    return with_unit(text, metric.name)


def change_words(change: Change) -> str:
    """The change with its interval, what is detectable, and the verdict."""
    fit, metric = change.fit, change.watched.metric
    if fit is None:
        return f"{change.verdict}: {change.words}"
    low, high = (shown(metric, v, True) for v in (fit.low, fit.high))
    return (
        f"{shown(metric, fit.change, True)} (95 % {low} to {high}), detectable from "
        f"{shown(metric, fit.detectable)}: {change.verdict}; {change.words}"
    )


def matched_words(change: Change) -> str:
    """At which speed and cadence, and over how many days."""
    fit = change.fit
    if fit is None:
        return ""
    at = f"at {fit.speed_mps:.2f} m/s"
    if fit.per_spm is not None:
        at += f" and {fit.cadence_spm:.0f} steps/min"
    return (
        f"{at}; {change.before} days before, {change.during} in the first six weeks, "
        f"{change.after} after; scatter between days "
        f"{shown(change.watched.metric, fit.day_sd)}"
    )


def strength_words(change: StrengthChange) -> str:
    """One side's change with its interval, what is detectable, and the verdict."""
    if change.bound == "neither":
        return f"{change.side}, {change.load_kg:g} kg: {change.verdict}; {change.words}"
    stopped = f"{change.bound} " if change.bound in ("at least", "at most") else ""
    text = (
        f"{change.side}, {change.load_kg:g} kg: {change.before:.1f} to {change.after:.1f} s, "
        f"{stopped}{change.change_pct:+.0f} % (95 % {change.low_pct:+.0f} to "
        f"{change.high_pct:+.0f}), detectable from {change.detectable_pct:+.0f} or "
        f"{change.detectable_down_pct:+.0f} %: {change.verdict}; {change.words}"
    )
    return text.replace("-", "−")


def force_words(change: StrengthChange) -> str:
    """What the change of seconds would be as newton metres."""
    if change.bound == "neither":
        return ""
    text = (
        f"as newton metres about {change.force_pct:+.0f} % ({change.force_low_pct:+.0f} to "
        f"{change.force_high_pct:+.0f}), if a hip tires as a knee does"
    )
    return text.replace("-", "−")


def progress_words(progress: Progress) -> str:
    """Everything as plain text."""
    lines = [f"{progress.athlete}: what changed since {progress.start}", ""]
    for change in progress.changes:
        lines.append(f"{change.watched.metric.title}: {change_words(change)}")
        if change.fit is not None:
            lines.append(f"  {matched_words(change)}")
    lines += ["", "Knee hold"]
    for hold in progress.strength:
        lines.append(f"  {strength_words(hold)}")
        if force_words(hold):
            lines.append(f"    {force_words(hold)}")
    if not progress.strength:
        lines.append("  no test before and six weeks after the start at one load")
    if progress.done is not None:
        done = progress.done
        lines += ["", f"Done: {len(done.done)} of {done.asked} sessions"]
        if done.missed:
            lines.append(f"  missed: {', '.join(f'{d.day} {d:%b}' for d in done.missed)}")
        lines += [f"  {s.move} {s.side}: {s.done} of {s.asked} sets" for s in done.sets]
    lines += ["", NO_CONTROL, SAME_STEP]
    return "\n".join(lines) + "\n"
