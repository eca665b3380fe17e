"""kneedrive hold: the knee hold of a film, or of a stopwatch: seconds and what they mean."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kneedrive.cli.exercise import ask_red_flags, make_person, print_exercise_place, print_findings
from kneedrive.cli.journal_options import At, Keeping, On, ToJournal, Who, keeping
from kneedrive.cli.options import pose_model_of
from kneedrive.cli.results import Results
from kneedrive.cli.terminal import progress_bar, screen, stderr
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
from kneedrive.strength.hold_clock import WORDS
from kneedrive.strength.hold_page import NAME as PAGE
from kneedrive.strength.hold_result import NAME as DATA
from kneedrive.strength.posture import SIDES, Side
from kneedrive.strength.reading import band_of, hold_findings

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
    out: Annotated[
        Path | None, typer.Option(help="Folder for the results; beside SOURCE without it.")
    ] = None,
    height: Annotated[float | None, typer.Option(help="Height, m.")] = None,
    mass: Annotated[float | None, typer.Option(help="Body mass, kg.")] = None,
    sex: Annotated[str | None, typer.Option(help="male or female.")] = None,
    cramp: Annotated[bool, typer.Option("--cramp", help="It cramped.")] = False,
    pain: Annotated[bool, typer.Option("--pain", help="It hurt.")] = False,
    run: Annotated[
        list[Path] | None, typer.Option(help="Folder of an analysed run, to set beside it.")
    ] = None,
    red_flags: Annotated[
        str | None, typer.Option(help="Answers to the questions: none, or what is true.")
    ] = None,
    person: Annotated[
        int | None, typer.Option(help="Which person, numbered from the left at first sight.")
    ] = None,
    capture_fps: Annotated[
        float | None, typer.Option(help="Frames a second that the camera took.")
    ] = None,
    start: Annotated[float, typer.Option(help="Begin here, s of the clip.")] = 0.0,
    end: Annotated[float | None, typer.Option(help="End here, s of the clip.")] = None,
    pose_model: Annotated[
        str, typer.Option(help="auto, full, heavy, or a path to an ONNX network.")
    ] = "auto",
    json: Annotated[bool, typer.Option("--json", help="Print hold.json instead.")] = False,
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
    answers = ask_red_flags(red_flags, where)
    if source is None:
        _told(seconds or 0.0, _side(leg), hung, reported, answers, out, where)
        return
    filmed = Filmed(capture_fps, start, end, person, pose_model_of(pose_model))
    with Results(source, out) as results:
        with progress_bar("finding the person", stderr) as progress:
            exercise = follow_exercise(source, filmed, progress, results.partial)
        test = assess_hold(exercise, who, hung, reported)
        write_hold(test, answers, results.folder / DATA)
        write_hold_page(test, runs, results.folder / PAGE)
    if json:
        sys.stdout.write((results.folder / DATA).read_text(encoding="utf-8"))
    else:
        _show(test)
        print_exercise_place(results.folder / PAGE)
    if where:
        from kneedrive.cli.keep_strength import keep_test

        keep_test(test, filmed, where)


def _check_load(load: Load) -> None:
    """Refuse a load that the journal can't keep with a hold."""
    from kneedrive.cli.journal_loads import kilograms_of

    kilograms_of(load)


def _show(test: HoldTest) -> None:
    if test.why_none:
        screen.print(f"no hold was timed: {test.why_none}", highlight=False, markup=False)
    for side, hold in test.best.items():
        more = "at least " if hold.at_least else ""
        words = (
            f"{side} leg: {more}{hold.attempt.held_s:.1f} s ± {hold.error_s:.1f} s, "
            f"{band_of(hold.attempt.held_s)}; {WORDS[hold.attempt.reason]}"
        )
        screen.print(words, highlight=False, markup=False)
        for note in hold.notes:
            screen.print(f"note: {note}", highlight=False, markup=False)
    print_findings(test.findings)


def _told(
    seconds: float,
    side: Side,
    load: Load,
    reported: Reported,
    answers: str,
    out: Path | None,
    where: Keeping | None,
) -> None:
    """A hold timed by hand; written only where a folder is given."""
    if not 0.0 <= seconds <= LONGEST_S:
        raise InputError(f"--seconds {seconds:g} is no time of a hold", "give seconds")
    loaded = load.kind != "none"
    screen.print(f"{side} leg: {seconds:.1f} s, {band_of(seconds)}", highlight=False, markup=False)
    print_findings(hold_findings({side: seconds}, loaded, set(), reported))
    if out is not None:
        with Results(out / DATA, out) as results:
            write_told_hold(seconds, side, loaded, reported, answers, results.folder / DATA)
    if where:
        from kneedrive.cli.keep_strength import keep_told

        keep_told(seconds, side, load, reported, where)


def _side(leg: str | None) -> Side:
    for side in SIDES:
        if leg == side:
            return side
    raise InputError(f"--leg {leg or ''} is not known", "say --leg left or --leg right")
