"""The programme in plain words: what the terminal, the calendar and the page say."""

from datetime import date

from kneedrive.programme.dose import Prescription
from kneedrive.programme.programme import Programme, Session
from kneedrive.programme.tables import dose, red_flags, rows, rule
from kneedrive.programme.wishes import DAYS

TITLES = {
    "strength": "Knee drive strength",
    "easy": "Knee drive, easy",
    "retest": "Knee hold retest",
    "film": "Film your run",
}
RETEST = (
    "Test both sides: stand on one leg, knee above the hip, hands off, until the knee drops. Film "
    "it from the side, load as at the first test, or time it and log it: kneedrive log hold 20 22. "
    "No set before it. Leave it out with pain."
)
FILM = (
    "Film ten seconds or more of easy running from the side: same place, same camera, same frame "
    "rate, same shoes and about the same speed as the other clips. Two days, so that the scatter "
    "from day to day is known."
)
WATCH_FOR = (
    "Stop for pain above 3 of 10, cramp, painful snapping or back pain, and log it: kneedrive log "
    "pain 4 --move march --side left."
)


def item_words(item: Prescription) -> str:
    """Such as "march left 3 x 10 (up to 12), yellow band"."""
    seconds = " s" if item.unit == "s" else ""
    upto = f" (up to {item.top}{seconds})" if item.top > item.amount else ""
    side = "" if item.side == "both" else f" {item.side}"
    return f"{item.move}{side} {item.sets} x {item.amount}{seconds}{upto}, {item.load_words}"


def session_words(session: Session) -> list[str]:
    """Everything about one session, a line each."""
    if session.kind == "film":
        return [FILM]
    if session.kind == "retest":
        return [RETEST]
    lines = []
    for item in session.items:
        lines.append(f"{item_words(item)}, {item.rir} in reserve, rest {item.rest_s} s")
        lines.extend(f"  why: {reason}" for reason in item.why)
    return [*lines, WATCH_FOR]


def day_words(day: date) -> str:
    """Such as "Tue 3 Mar 2026"."""
    return f"{DAYS[day.weekday()].capitalize()} {day.day} {day.strftime('%b %Y')}"


def programme_words(programme: Programme, today: date) -> str:
    """The whole programme as plain text."""
    lines = ["Before any exercise", *(f"  {question}" for question in red_flags().values())]
    lines.append("  One yes, and you see a doctor or physiotherapist first.")
    if programme.stop:
        return "\n".join(["STOP", f"  {programme.stop}", "", *lines]) + "\n"
    lines += ["", f"Programme of {programme.weeks} weeks"]
    lines += [f"  {note}" for note in programme.notes]
    for session in programme.sessions:
        mark = " " if session.day >= today else "x"
        lines.append(
            f"{mark} week {session.week:>2}  {day_words(session.day)}  {TITLES[session.kind]}, "
            f"{session.minutes} min"
        )
    following = next_session(programme, today)
    if following is not None:
        lines += ["", f"Next: {day_words(following.day)}"]
        lines += [f"  {line}" for line in session_words(following)]
        moves = dict.fromkeys(item.move for item in following.items)
        for move in moves:
            usual = dose(move)
            lines.append(f"  {move}: {usual.how} [{usual.grade}; {usual.source}]")
    else:
        lines += ["", "This programme is over: begin another one with kneedrive plan --new"]
    lines += ["", "How it goes on"]
    lines += [f"  {row['words']} [{row['grade']}]" for row in rows("progression")]
    lines += ["", *outlook()]
    return "\n".join(lines) + "\n"


def next_session(programme: Programme, today: date, kind: str = "strength") -> Session | None:
    """The next session to train, today's included; None where none is left."""
    kinds = {"strength", "easy"} if kind == "strength" else {kind}
    return next((s for s in programme.sessions if s.day >= today and s.kind in kinds), None)


def outlook() -> list[str]:
    """What may be expected, and what nobody can promise."""
    return [
        "What to expect: loaded training raised hip-flexor strength by 12 to 17 % in 6 to 8 weeks "
        f"[literature; {_source('weeks.low')}]. Test again no sooner than "
        f"{rule('retest.after')} days after the start. No study found has measured what such "
        "training does to a distance runner's stride: kneedrive progress tells what it did to "
        "yours.",
    ]


def _source(name: str) -> str:
    return next(row["source"] for row in rows("rules") if row["rule"] == name)
