"""kneedrive hold: the knee hold of a film, or of a stopwatch: seconds and what they mean."""

from pathlib import Path
from typing import Annotated

import typer

from kneedrive.cli.exercise import (
    Cramp,
    Height,
    Mass,
    Pain,
    RedFlags,
    Runs,
    ask_red_flags,
    make_person,
    print_findings,
    print_first,
    print_questions,
    refuse_missing,
)
from kneedrive.cli.film_options import CaptureFps, End, Out, PoseModel, SexOf, Start, Which
from kneedrive.cli.journal_options import At, Keeping, On, ToJournal, Who, keeping
from kneedrive.cli.options import pose_model_of
from kneedrive.cli.results import Results
from kneedrive.cli.terminal import (
    document_alone,
    print_document,
    print_network,
    print_place,
    progress_bar,
    screen,
    stderr,
)
from kneedrive.errors import InputError
from kneedrive.strength import (
    Filmed,
    HoldTest,
    Reported,
    assess_hold,
    follow_exercise,
    read_demand,
    read_load,
    write_hold,
    write_hold_page,
    write_told_hold,
)
from kneedrive.strength.capacity import Load
from kneedrive.strength.hold_page import NAME as PAGE
from kneedrive.strength.hold_page import held_words
from kneedrive.strength.hold_result import NAME as DATA
from kneedrive.strength.posture import SIDES, Side
from kneedrive.strength.reading import STOPWATCH_ERROR_S
from kneedrive.strength.told_hold import ToldHold, told_hold

LONGEST_S = 3600.0


def hold_command(
    source: Annotated[
        Path | None, typer.Argument(help="A film from the side, or *.keypoints.csv.")
    ] = None,
    seconds: Annotated[
        float | None, typer.Option(help="Seconds held, by a stopwatch, instead of a film.")
    ] = None,
    leg: Annotated[str | None, typer.Option(help="left or right, with --seconds.")] = None,
    load: Annotated[str | None, typer.Option(help="On the foot: 4kg, 8lb.")] = None,
    out: Out = None,
    height: Height = None,
    mass: Mass = None,
    sex: SexOf = None,
    cramp: Cramp = False,
    pain: Pain = False,
    at_least: Annotated[
        bool, typer.Option("--at-least", help="It was ended before the leg failed.")
    ] = False,
    run: Runs = None,
    red_flags: RedFlags = None,
    person: Which = None,
    capture_fps: CaptureFps = None,
    start: Start = 0.0,
    end: End = None,
    pose_model: PoseModel = "auto",
    json: Annotated[
        bool, typer.Option("--json", help="Print hold.json instead.", callback=document_alone)
    ] = False,
    journal: ToJournal = False,
    on: On = None,
    athlete: Who = None,
    at: At = None,
) -> None:
    """Time a standing knee hold: thigh past the horizontal, hands off."""
    hung = read_load(load)
    reported = Reported(cramp, pain)
    who = make_person(height, mass, sex)
    if (source is None) == (seconds is None):
        raise InputError(
            "neither or both of a film and --seconds were given",
            "give a film, or --seconds with --leg",
        )
    runs = [read_demand(folder) for folder in run or []]
    if journal:
        _check_load(hung)
    where = keeping(journal, on, athlete, at)
    if source is None:
        if json and out is None:
            raise InputError("--json prints the hold.json of a folder", "name one with --out")
        held_s, side = _told_seconds(seconds), _side(leg)
        answered = ask_red_flags(red_flags, where)
        told = told_hold(held_s, side, who, hung, reported, at_least, answered)
        _show_told(told, out, where)
        if json and out:
            print_document(out / DATA)
        return
    refuse_missing(source)
    answered = ask_red_flags(red_flags, where)
    filmed = Filmed(capture_fps, start, end, person, pose_model_of(pose_model))
    with Results(source, out, (DATA, PAGE)) as results:
        with progress_bar("finding the person", stderr) as progress:
            exercise = follow_exercise(source, filmed, progress, results.partial)
        test = assess_hold(exercise, who, hung, reported, at_least, answered)
        write_hold(test, results.stage / DATA)
        write_hold_page(test, runs, results.stage / PAGE)
    if json:
        print_document(results.folder / DATA)
    else:
        _show(test)
        print_network(exercise.keypoints.model)
        print_place(results.folder / PAGE)
    if where:
        from kneedrive.cli.keep_strength import keep_test

        keep_test(test, filmed, at_least, where)


def _check_load(load: Load) -> None:
    """Refuse a load that the journal can't keep with a hold."""
    from kneedrive.cli.journal_loads import kilograms_of

    kilograms_of(load)


def _show(test: HoldTest) -> None:
    print_first(test.answered, test.reported)
    if test.why_none:
        screen.print(f"no hold was timed: {test.why_none}", highlight=False, markup=False)
    for side, hold in test.best.items():
        screen.print(f"{side} leg: {held_words(hold)}", highlight=False, markup=False)
        for note in hold.notes:
            screen.print(f"note: {note}", highlight=False, markup=False)
    print_findings(test.findings)


def _told_seconds(seconds: float | None) -> float:
    if seconds is None or not 0.0 <= seconds <= LONGEST_S:
        raise InputError(
            f"a hold can't last {seconds or 0.0:g} s", f"give --seconds 0 to {LONGEST_S:g}"
        )
    return seconds


def _show_told(told: ToldHold, out: Path | None, where: Keeping | None) -> None:
    """A hold timed by hand; written only where a folder is given."""
    print_first(told.answered, told.reported)
    if not told.answered:
        print_questions()
    reading = f", {told.reading}" if told.reading else ""
    more = "at least " if told.at_least else ""
    words = f"{told.side} leg: {more}{told.seconds:.1f} s ± {STOPWATCH_ERROR_S:.1f} s{reading}"
    screen.print(words, highlight=False, markup=False)
    if told.moment is not None:
        m = told.moment
        words = (
            f"hip moment, thigh taken as past the horizontal, {told.load.words}: "
            f"{'at least ' if m.at_least else ''}{m.value_nm_kg:.2f} Nm/kg "
            f"({m.low_nm_kg:.2f} to {m.high_nm_kg:.2f})"
        )
        screen.print(words, highlight=False, markup=False)
    print_findings(told.findings)
    if out is not None:
        with Results(out, out, (DATA, PAGE)) as results:
            write_told_hold(told, results.stage / DATA)
    if where:
        from kneedrive.cli.keep_strength import keep_told

        keep_told(told, where)


def _side(leg: str | None) -> Side:
    for side in SIDES:
        if leg == side:
            return side
    raise InputError(f"--leg {leg or ''} is not known", "say --leg left or --leg right")
