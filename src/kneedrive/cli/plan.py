"""kneedrive plan: six to twelve weeks of the three moves, for paper, calendar and watch."""

import os
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.engine import Connection

from kneedrive.base.places import refuse_no_place
from kneedrive.base.whole import whole_files
from kneedrive.cli import clock
from kneedrive.cli.journal_options import At, Who, day_of, opened
from kneedrive.cli.outputs import output
from kneedrive.cli.red_flags import RedFlags, answers_of, keep_answered
from kneedrive.cli.terminal import print_lines, screen
from kneedrive.errors import InputError
from kneedrive.journal import find_athlete, list_athletes
from kneedrive.journal.answers import answered_on
from kneedrive.journal.athletes import Athlete
from kneedrive.journal.capacity import newest_holds, side_with_lower_drive
from kneedrive.journal.due import keep_due, read_outcomes, with_due
from kneedrive.journal.programmes import (
    KeptProgramme,
    find_programme,
    keep_programme,
    number_entries,
)
from kneedrive.journal.read import read_log
from kneedrive.programme.calendar_entry import Numbered, calendar_entries
from kneedrive.programme.outcome import Outcomes
from kneedrive.programme.programme import Programme
from kneedrive.programme.wishes import Wishes, weekdays, weight_lb
from kneedrive.programme.words import day_words, next_training, programme_words
from kneedrive.red_flags import HOLD_DAYS, Answers, answers_stand
from kneedrive.red_flags import red_flags as all_flags
from kneedrive.version import __version__


def plan_command(
    start: Annotated[str | None, typer.Option(help="First day; today without it.")] = None,
    weeks: Annotated[int | None, typer.Option(help="6 to 12; up to the race without it.")] = None,
    race: Annotated[str | None, typer.Option(help="Day of a race.")] = None,
    run: Annotated[str | None, typer.Option(help="Days of running: tue,thu,sat,sun.")] = None,
    key: Annotated[str | None, typer.Option(help="Days of hard or long runs: tue,sun.")] = None,
    days: Annotated[int | None, typer.Option(help="Strength days a week, 2 or 3.")] = None,
    equipment: Annotated[
        str | None, typer.Option(help="mini-band,kettlebell,cable or nothing.")
    ] = None,
    weights: Annotated[
        str | None, typer.Option(help="Your own kettlebells: 4kg,6kg or 8lb,12lb.")
    ] = None,
    minutes: Annotated[int | None, typer.Option(help="Time for a session.")] = None,
    hour: Annotated[str | None, typer.Option("--time", help="Time of day: 18:00.")] = None,
    zone: Annotated[
        str | None, typer.Option(help="Time zone: Europe/Vienna; this machine's without it.")
    ] = None,
    hold: Annotated[
        str | None,
        typer.Option(help="Knee hold left,right in s: 8,14; the journal's newest without it."),
    ] = None,
    red_flags: RedFlags = None,
    new: Annotated[
        bool, typer.Option("--new", help="Begin a new programme instead of changing this one.")
    ] = False,
    ics: Annotated[Path | None, output("Write the calendar here (.ics).")] = None,
    fit: Annotated[Path | None, output("Write the next workout here (.fit).")] = None,
    pdf: Annotated[Path | None, output("Write a page to print here (.pdf).")] = None,
    text: Annotated[Path | None, output("Write the plan as text here.")] = None,
    athlete: Who = None,
    at: At = None,
) -> None:
    """Plan the training, or show and export the plan as the log has moved it."""
    _refuse_no_places(ics, fit, pdf, text)
    said: dict[str, Any] = {
        "start": day_of(start) if start is not None else None,
        "weeks": weeks,
        "race": day_of(race) if race is not None else None,
        "running_days": weekdays(run) if run is not None else None,
        "key_days": weekdays(key) if key is not None else None,
        "days_per_week": days,
        "equipment": _words(equipment),
        "weights_lb": tuple(weight_lb(w) for w in weights.split(","))
        if weights is not None
        else None,
        "minutes": minutes,
        "at": _time(hour) if hour is not None else None,
        "zone": zone,
    }
    said |= _holds(hold)
    given = {name: value for name, value in said.items() if value is not None}
    today = clock.today()
    with opened(at) as journal:
        with journal.writing() as db:
            who = find_athlete(db, athlete, make=True)
            kept = None if new else find_programme(db, who.key)
            known = {"start": today, "zone": _local_zone(), **newest_holds(db, who.key)}
            last = answered_on(db, who.key)
        wishes = replace(kept.wishes, **given) if kept else Wishes(**(known | given))
        # Asked outside of any transaction: nobody else waits for an answer.
        stand = wishes.asked_on is not None and answers_stand(last, today)
        answers = None if stand and red_flags is None else _answers(red_flags, last)
        if answers is not None and answers.complete:
            last = today
        wishes = replace(wishes, asked_on=wishes.asked_on or today, answered_on=last)
        with journal.writing() as db:
            before = find_programme(db, who.key)
            if before is not None:  # what was due stays as it was, whatever is changed now
                keep_due(db, before, read_log(db, who.key), today)
            if answers is not None:
                keep_answered(db, who.key, answers)
            wishes = replace(wishes, lower_drive=side_with_lower_drive(db, who.key))
            # An answer given again changes nothing that is asked for.
            if kept is not None and wishes != replace(kept.wishes, answered_on=last):
                wishes = replace(wishes, changed_on=today)
            if kept is None or wishes != kept.wishes:
                kept = keep_programme(db, who.key, wishes, __version__, kept.key if kept else None)
            out = _made(db, kept, who, today)
    _write(out, ics, fit, pdf, text)
    if out.programme.stop:
        raise InputError(f"the programme is stopped. {out.programme.stop.removesuffix('.')}",
                         "once it is cleared: kneedrive log cleared, and plan anew")  # fmt: skip
    words = programme_words(out.programme, today, out.became, out.name)
    print_lines(words)


@dataclass(frozen=True)
class _Out:
    """What is written: the programme, and whose it is where that has to be said."""

    programme: Programme
    became: Outcomes
    numbered: tuple[Numbered, ...]
    today: date
    athlete: str
    name: str


def _made(db: Connection, kept: KeptProgramme, who: Athlete, today: date) -> _Out:
    """The programme of today, with its past as it was due and its calendar counted."""
    log = read_log(db, who.key)
    programme = with_due(db, keep_due(db, kept, log, today))
    became = read_outcomes(db, who.key, programme, log, today)
    name = who.name if len(list_athletes(db)) > 1 else ""
    entries = calendar_entries(programme, name)
    stopped = {session.uid for session in programme.stopped}
    numbered = number_entries(db, who.key, kept.key, entries, today, stopped)
    return _Out(programme, became, numbered, today, who.name, name)


def _answers(said: str | None, last: date | None) -> Answers:
    """The answers; without them nothing is planned.

    last : the day on which they were answered before, None where they never were
    """
    answers = answers_of(said)
    if answers.complete or answers.yes:
        return answers
    wrong = "the red-flag questions are not answered: no advice without answers"
    if last is not None:
        wrong = (
            f"the red-flag questions were last answered on {last}, and after {HOLD_DAYS} days or "
            "for a new programme they are asked again"
        )
    raise InputError(
        wrong,
        "answer them at the terminal, or say --red-flags none if every answer is no, or those that "
        "are yes, of " + ", ".join(all_flags()),
    )


def _refuse_no_places(*places: Path | None) -> None:
    """Refuse places where no file can be put, and one name for two files."""
    given = [place for place in places if place is not None]
    for place in given:
        refuse_no_place(place)
    if len({place.resolve() for place in given}) < len(given):
        raise InputError("two files can't have one name", "give each its own")


def _write(
    out: _Out, ics: Path | None, fit: Path | None, pdf: Path | None, text: Path | None
) -> None:
    """Write what was asked for: all of it, or nothing."""
    made: dict[Path, tuple[bytes, str]] = {}
    if ics:
        from kneedrive.programme.calendar import calendar_file

        made[ics] = calendar_file(out.numbered, out.name), ""
    if fit:
        from kneedrive.programme.fit import workout_file

        session = None if out.programme.stop else next_training(out.programme, out.today)
        if session is not None:
            workout = workout_file(session, out.programme.wishes)
            made[fit] = workout, f" ({day_words(session.day)})"
        elif not out.programme.stop:
            raise InputError("no session is left for the watch", "begin a new one with --new")
    if pdf:
        from kneedrive.programme.pdf import programme_page

        made[pdf] = programme_page(out.programme, out.today, out.athlete, out.became), ""
    if text:
        words = programme_words(out.programme, out.today, out.became, out.name)
        made[text] = words.encode(), ""
    if not made:
        return
    with whole_files(list(made)) as parts:
        for part, (content, _) in zip(parts, made.values(), strict=True):
            part.write_bytes(content)
    for path, (_, of) in made.items():
        screen.print(f"written: {path}{of}", highlight=False, markup=False, soft_wrap=True)


def _words(text: str | None) -> tuple[str, ...] | None:
    return tuple(w.strip() for w in text.split(",") if w.strip()) if text is not None else None


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text} can't be a time of day", "write it like 18:00") from None


def _holds(text: str | None) -> dict[str, Any]:
    if text is None:
        return {}
    parts = text.split(",")
    try:
        left, right = (float(part) for part in parts)
    except ValueError:
        raise InputError(f"--hold {text} can't be read", "write it like 8,14") from None
    return {"hold_left_s": left, "hold_right_s": right, "hold_told": True}


def _local_zone() -> str:
    """The time zone of this machine, UTC where it does not say."""
    named = os.environ.get("TZ", "").removeprefix(":")
    if "/" in named and not named.startswith("/"):
        return named
    place = Path("/etc/localtime")
    parts = str(place.resolve()).partition("zoneinfo/") if place.exists() else ("", "", "")
    return parts[2] or "UTC"
