"""kneedrive coach: the repetitions of a move are counted and measured."""

from enum import StrEnum
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
    refuse_missing,
)
from kneedrive.cli.film_options import CaptureFps, End, Out, PoseModel, SexOf, Start, Which
from kneedrive.cli.journal_options import At, On, ToJournal, Who, keeping
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
    Coaching,
    Filmed,
    Reported,
    coach,
    follow_exercise,
    read_demand,
    read_load,
    write_coach_page,
    write_coaching,
)
from kneedrive.strength.capacity import Load
from kneedrive.strength.coach_page import NAME as PAGE
from kneedrive.strength.coach_page import set_words
from kneedrive.strength.coach_result import NAME as DATA
from kneedrive.strength.top_moment import refuse_seated_pull

MOST_RESERVE = 30


class Move(StrEnum):
    """The three moves."""

    march = "march"
    raise_ = "raise"
    lsit = "lsit"


def coach_command(
    move: Annotated[Move, typer.Argument(help="march, raise or lsit.")],
    source: Annotated[Path, typer.Argument(help="A film from the side, or *.keypoints.csv.")],
    load: Annotated[
        str | None,
        typer.Option(
            help="4kg, 8lb, cable:10kg, band:green, band:green@0.28m (its length laid flat), "
            "band:60N, or band (force unknown)."
        ),
    ] = None,
    reserve: Annotated[
        int | None,
        typer.Option(help="How many more good ones you could have done in the last set."),
    ] = None,
    out: Out = None,
    height: Height = None,
    mass: Mass = None,
    sex: SexOf = None,
    cramp: Cramp = False,
    pain: Pain = False,
    run: Runs = None,
    red_flags: RedFlags = None,
    person: Which = None,
    capture_fps: CaptureFps = None,
    start: Start = 0.0,
    end: End = None,
    pose_model: PoseModel = "auto",
    json: Annotated[
        bool, typer.Option("--json", help="Print coach.json instead.", callback=document_alone)
    ] = False,
    journal: ToJournal = False,
    on: On = None,
    athlete: Who = None,
    at: At = None,
) -> None:
    """Count the repetitions of a move, and say what to do next set."""
    hung, reported = read_load(load), Reported(cramp, pain)
    refuse_seated_pull(move.value, hung)
    who = make_person(height, mass, sex)
    if reserve is not None and not 0 <= reserve <= MOST_RESERVE:
        raise InputError(f"--reserve {reserve} can't be", f"give 0 to {MOST_RESERVE}")
    runs = [read_demand(folder) for folder in run or []]
    if journal:
        _check_load(move, hung)
    where = keeping(journal, on, athlete, at)
    refuse_missing(source)
    answered = ask_red_flags(red_flags, where)
    filmed = Filmed(capture_fps, start, end, person, pose_model_of(pose_model))
    with Results(source, out, (DATA, PAGE)) as results:
        with progress_bar("finding the person", stderr) as progress:
            exercise = follow_exercise(source, filmed, progress, results.partial)
        done = coach(exercise, move.value, who, hung, reserve, reported, answered)
        write_coaching(done, results.stage / DATA)
        write_coach_page(done, runs, results.stage / PAGE)
    if json:
        print_document(results.folder / DATA)
    else:
        _show(done)
        print_network(exercise.keypoints.model)
        print_place(results.folder / PAGE)
    if where:
        from kneedrive.cli.keep_strength import keep_coaching

        keep_coaching(done, filmed, load is not None, where)


def _check_load(move: Move, load: Load) -> None:
    """Refuse a load that the journal has no word for."""
    from kneedrive.cli.journal_loads import rung_of

    rung_of(move.value, load)


def _show(done: Coaching) -> None:
    print_first(done.answered, done.reported)
    if done.why_none:
        screen.print(f"nothing was counted: {done.why_none}", highlight=False, markup=False)
    for one in done.sets:
        screen.print(set_words(one, len(done.sets)), highlight=False, markup=False)
    for r in done.repetitions:
        if not r.counts:
            words = f"not counted at {r.top_s:.1f} s, {r.side} leg: {r.why_not}"
            screen.print(words, highlight=False, markup=False)
    print_findings(done.findings)
