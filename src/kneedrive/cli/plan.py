"""kneedrive plan: six to twelve weeks of the three moves, for paper, calendar and watch."""

import os
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any

import typer

from kneedrive.cli.journal_options import At, Who, day_of, opened
from kneedrive.cli.terminal import screen
from kneedrive.errors import InputError
from kneedrive.journal import Note, find_athlete, keep_note
from kneedrive.journal.capacity import newest_holds, side_with_lower_drive
from kneedrive.journal.programmes import find_programme, keep_programme, number_entries
from kneedrive.journal.read import read_log
from kneedrive.programme.calendar_entry import Numbered, calendar_entries
from kneedrive.programme.programme import Programme, make_programme
from kneedrive.programme.tables import red_flags
from kneedrive.programme.wishes import Wishes, weekdays, weight_lb
from kneedrive.programme.words import next_session, programme_words
from kneedrive.report.atomic import atomic
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
    flag: Annotated[
        list[str] | None, typer.Option("--flag", help="A red flag that is true; stops the plan.")
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Begin a new programme instead of changing this one.")
    ] = False,
    ics: Annotated[Path | None, typer.Option(help="Write the calendar here (.ics).")] = None,
    fit: Annotated[Path | None, typer.Option(help="Write the next workout here (.fit).")] = None,
    pdf: Annotated[Path | None, typer.Option(help="Write a page to print here (.pdf).")] = None,
    text: Annotated[Path | None, typer.Option(help="Write the plan as text here.")] = None,
    athlete: Who = None,
    at: At = None,
) -> None:
    """Plan the training, or show and export the plan as the log has moved it."""
    said: dict[str, Any] = {
        "start": day_of(start) if start else None,
        "weeks": weeks,
        "race": day_of(race) if race else None,
        "running_days": weekdays(run) if run is not None else None,
        "key_days": weekdays(key) if key is not None else None,
        "days_per_week": days,
        "equipment": _words(equipment),
        "weights_lb": tuple(weight_lb(w) for w in weights.split(",")) if weights else None,
        "minutes": minutes,
        "at": _time(hour) if hour else None,
        "zone": zone,
    }
    said |= _holds(hold)
    given = {name: value for name, value in said.items() if value is not None}
    today = date.today()
    for name in flag or []:
        if name not in red_flags():
            raise InputError(f"--flag {name} is not known", f"say {', '.join(red_flags())}")
    with opened(at) as journal, journal.writing() as db:
        who = find_athlete(db, athlete, make=True)
        for name in flag or []:
            keep_note(db, who.key, Note(today, name))
        kept = find_programme(db, who.key)
        if kept is None or new:
            known: dict[str, Any] = {
                "start": today,
                "zone": _local_zone(),
                **newest_holds(db, who.key),
                "lower_drive": side_with_lower_drive(db, who.key),
            }
            wishes = Wishes(**(known | given))
        else:
            wishes = replace(kept.wishes, **given)
        if kept is None or wishes != kept.wishes:
            kept = keep_programme(db, who.key, wishes, __version__)
        programme = make_programme(kept.key, wishes, read_log(db, who.key), today)
        numbered = number_entries(db, who.key, kept.key, calendar_entries(programme), today)
    _write(programme, numbered, today, who.name, ics, fit, pdf, text)
    if programme.stop:
        raise InputError(f"the programme is stopped. {programme.stop.removesuffix('.')}",
                         "once it is cleared: kneedrive log cleared, and plan anew")  # fmt: skip
    screen.print(programme_words(programme, today), highlight=False, markup=False, soft_wrap=True)


def _write(
    programme: Programme,
    numbered: tuple[Numbered, ...],
    today: date,
    name: str,
    ics: Path | None,
    fit: Path | None,
    pdf: Path | None,
    text: Path | None,
) -> None:
    """Write what was asked for, each file whole or not at all."""
    if ics:
        from kneedrive.programme.calendar import calendar_file

        _file(ics, calendar_file(numbered))
    if fit:
        from kneedrive.programme.fit import workout_file

        session = next_session(programme, today)
        if session is None:
            raise InputError("no session is left for the watch", "begin a new one with --new")
        _file(fit, workout_file(session, programme.wishes))
    if pdf:
        from kneedrive.programme.pdf import programme_page

        _file(pdf, programme_page(programme, today, name))
    if text:
        _file(text, programme_words(programme, today).encode())


def _file(path: Path, content: bytes) -> None:
    try:
        with atomic(path) as part:
            part.write_bytes(content)
    except OSError as error:
        raise InputError(
            f"{path} can't be written ({error.strerror or error})", "choose another place"
        ) from None
    screen.print(f"written: {path}", highlight=False, markup=False, soft_wrap=True)


def _words(text: str | None) -> tuple[str, ...] | None:
    return tuple(w.strip() for w in text.split(",") if w.strip()) if text is not None else None


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text} is no time of day", "write it like 18:00") from None


def _holds(text: str | None) -> dict[str, Any]:
    if text is None:
        return {}
    parts = text.split(",")
    try:
        left, right = (float(part) for part in parts)
    except ValueError:
        raise InputError(f"--hold {text} can't be read", "write it like 8,14") from None
    return {"hold_left_s": left, "hold_right_s": right}


def _local_zone() -> str:
    """The time zone of this machine, UTC where it does not say."""
    named = os.environ.get("TZ", "").removeprefix(":")
    if "/" in named and not named.startswith("/"):
        return named
    place = Path("/etc/localtime")
    parts = str(place.resolve()).partition("zoneinfo/") if place.exists() else ("", "", "")
    return parts[2] or "UTC"
