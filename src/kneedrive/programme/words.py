"""The programme in plain words: what the terminal, the calendar and the page say."""

from datetime import date

from kneedrive.programme.dose import Prescription
from kneedrive.programme.outcome import Outcomes
from kneedrive.programme.programme import Programme, Session
from kneedrive.programme.tables import dose, rows, rule
from kneedrive.programme.wishes import DAYS
from kneedrive.red_flags import BREATHE, CLEARED_RULE, HOLD_DAYS, STOP_RULE, URGENCY, red_flags

TITLES = {
    "strength": "Knee drive strength",
    "easy": "Knee drive, easy",
    "test": "Knee hold test",
    "retest": "Knee hold retest",
    "film": "Film your run",
}
TEST = (
    "Test both sides: stand on one leg, a wall near, knee above the hip, hands off, until the knee "
    "drops. Film it from the side, or time it and log it: kneedrive log hold 20 22. No set before "
    "it. Note the load, if any: the retest takes the same. Leave it out with pain."
)
RETEST = (
    "Test both sides as at the first test, with the same load: stand on one leg, a wall near, knee "
    "above the hip, hands off, until the knee drops. Film it from the side, or time it and log it: "
    "kneedrive log hold 20 22. No set before it. Leave it out with pain."
)
FILM = (
    f"Film {rule('film.clips')} clips of ten seconds or more of easy running from the side: same "
    "place, same camera, same frame rate, same shoes and about the same speed as the other clips. "
    f"{rule('film.days')} days, so that the scatter from day to day is known."
)
WATCH_FOR = f"{STOP_RULE} Log it: kneedrive log pain 4 --move march --side left. {BREATHE}"


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
    if session.kind in ("test", "retest"):
        return [TEST if session.kind == "test" else RETEST, BREATHE]
    lines = []
    for item in session.items:
        lines.append(f"{item_words(item)}, {item.rir} in reserve, rest {item.rest_s} s")
        lines.extend(f"  why: {reason}" for reason in item.why)
    return [*lines, WATCH_FOR]


def day_words(day: date) -> str:
    """Such as "Tue 3 Mar 2026"."""
    return f"{DAYS[day.weekday()].capitalize()} {day.day} {day.strftime('%b %Y')}"


def programme_words(
    programme: Programme, today: date, became: Outcomes | None = None, name: str = ""
) -> str:
    """The whole programme as plain text.

    became : what became of the sessions so far (`outcome`)
    name : whose it is, empty where that needs no saying
    """
    whose = f" for {name}" if name else ""
    lines = ["Before any exercise"]
    for urgency, words in URGENCY.items():
        lines.append(f"  If yes: {words[0].lower()}{words[1:]}")
        lines += [f"    {f.text}" for f in red_flags().values() if f.urgency == urgency]
    lines.append(f"  {CLEARED_RULE}")
    if programme.stop:
        return "\n".join(["STOP", f"  {programme.stop}", "", *lines]) + "\n"
    answered_on = programme.wishes.answered_on
    if answered_on is not None:
        lines.append(
            f"  Answered on {day_words(answered_on)}, asked again after {HOLD_DAYS} days. A yes "
            "stops you on every day between: kneedrive log keeps it."
        )
    lines += ["", f"Programme of {programme.weeks} weeks{whose}"]
    lines += [f"  {note}" for note in programme.notes]
    lines += [_day_line(session, became or {}) for session in all_days(programme)]
    coming = next_sessions(programme, today)
    said: set[str] = set()
    for session in coming:
        title = "Then" if said else "Next"
        lines += ["", f"{title}: {day_words(session.day)}, {TITLES[session.kind]}"]
        if session.kind not in said:
            lines += [f"  {line}" for line in session_words(session)]
        said.add(session.kind)
    for move in dict.fromkeys(item.move for session in coming for item in session.items):
        usual = dose(move)
        lines.append(f"  {move}: {usual.how} [{usual.grade}; {usual.source}]")
    if not coming:
        lines += ["", "This programme is over: begin another one with kneedrive plan --new"]
    lines += ["", "How it goes on"]
    lines += [f"  {row['words']} [{row['grade']}]" for row in rows("progression")]
    lines += ["", *outlook(programme.wishes.days_per_week)]
    return "\n".join(lines) + "\n"


def all_days(programme: Programme) -> list[Session]:
    """Every session in order, with those that were stopped."""
    everything = (*programme.sessions, *programme.stopped)
    return sorted(everything, key=lambda session: (session.day, session.uid))


def _day_line(session: Session, became: Outcomes) -> str:
    word = became.get((session.uid, session.day), "")
    line = f"{word:<8} week {session.week:>2}  {day_words(session.day)}  {TITLES[session.kind]}"
    return line if word == "stopped" else f"{line}, {session.minutes} min"


def next_sessions(programme: Programme, today: date) -> tuple[Session, ...]:
    """What comes next, today's included: all up to the next one with something to train."""
    coming = [session for session in programme.sessions if session.day >= today]
    trained = next((i for i, session in enumerate(coming) if session.items), len(coming))
    return tuple(coming[: trained + 1])


def next_training(programme: Programme, today: date) -> Session | None:
    """The next session with something to train, today's included; None where none is left."""
    return next((s for s in programme.sessions if s.day >= today and s.items), None)


def outlook(days_per_week: int) -> list[str]:
    """What may be expected, and what nobody can promise."""
    return [
        "What to expect: loaded training raised hip-flexor strength by 12 to 17 % in 6 to 8 weeks "
        f"[literature; {_source('weeks.low')}], the 17 % with three sessions a week up to "
        "loads that allow 8 repetitions, the 12 % in untrained people. This plan has "
        f"{days_per_week} sessions a week, so it may be less. Test again no sooner than "
        f"{rule('retest.after')} days after the start. No study found has measured what such "
        "training does to a distance runner's stride: kneedrive progress shows "
        "whether your numbers changed, not why.",
    ]


def _source(name: str) -> str:
    return next(row["source"] for row in rows("rules") if row["rule"] == name)
