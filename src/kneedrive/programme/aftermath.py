"""What follows from something that hurts, in words, right after it was logged."""

from datetime import timedelta

from kneedrive.programme.dose import why_words
from kneedrive.programme.ladder import ladder
from kneedrive.programme.log import CLEARED, Log, Trouble
from kneedrive.programme.standings import EVERY, standings
from kneedrive.programme.tables import rows
from kneedrive.programme.wishes import Wishes
from kneedrive.red_flags import URGENCY, in_order

STOPPED = "Everything is stopped. Once a doctor has cleared it: kneedrive log cleared."


def what_follows(trouble: Trouble, log: Log, wishes: Wishes | None) -> list[str]:
    """Lines on what a trouble changes.

    log : with the trouble in it
    wishes : those of the programme, None without one
    """
    if trouble.stops_all:
        return [*_what_to_do(trouble), STOPPED]
    if trouble.kind == CLEARED:
        return ["What rested starts again without load, at the bottom of the range."]
    if wishes is None:
        return _without_programme(trouble)
    after = standings(wishes, log, trouble.day + timedelta(days=1))
    lines = []
    for move, side in EVERY:
        now = after[move, side]
        if not trouble.concerns(move, side) or not (now.rests or trouble.takes_load_off):
            continue
        where = move if side == "both" else f"{move} {side}"
        if now.rests:
            lines.append(f"{where} {why_words(now)}")
        else:
            lines.append(f"next time {where}: {now.amount} with {_load(wishes, move, now.rung)}")
    return lines or ["No load comes off for it. Stop where it gets worse."]


def _what_to_do(trouble: Trouble) -> list[str]:
    """What a red flag or severe pain asks for, the most urgent thing first."""
    flags = in_order([trouble.kind])
    if not flags:
        return ["See a doctor or physiotherapist before any exercise."]
    return [f"{URGENCY[f.urgency]}: {f.reason}; {f.do}." for f in flags]


def _load(wishes: Wishes, move: str, rung: int) -> str:
    return next(ladder(m, wishes)[rung].words for m, _ in EVERY if m == move)


def _without_programme(trouble: Trouble) -> list[str]:
    if trouble.is_severe:
        return [_row("severe pain")]
    return [_row("pain")] if trouble.takes_load_off else []


def _row(when: str) -> str:
    return next(row["words"] for row in rows("progression") if row["when"] == when)
