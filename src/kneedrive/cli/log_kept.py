"""What log says of what it has kept, and the red-flag questions before anything is advised."""

from datetime import date

from kneedrive.cli import clock
from kneedrive.cli.red_flags import answers_of, keep_answered
from kneedrive.cli.terminal import screen
from kneedrive.journal import Journal
from kneedrive.journal.answers import answered_on
from kneedrive.journal.athletes import Athlete
from kneedrive.red_flags import STOP_RULE, answers_stand, red_flags
from kneedrive.strength import refuse_if_flagged

NO_ADVICE = (
    "No advice without answers to the red-flag questions: kneedrive plan asks them, or say "
    "--red-flags none if every answer is no."
)


def may_advise(journal: Journal, who: Athlete, said: str | None) -> bool:
    """Whether something may be advised: the questions are asked where they have to be again.

    What was done is kept before, whatever is answered.

    Raises
    ------
    InputError : a yes, with what to do
    """
    today = clock.today()
    with journal.reading() as db:
        last = answered_on(db, who.key)
    if said is None and answers_stand(last, today):
        say(f"red-flag questions: answered on {last}. Anything new stops it all: kneedrive log, "
             f"with one of {', '.join(red_flags())}")  # fmt: skip
        return True
    answers = answers_of(said)
    if answers.complete or answers.yes:
        with journal.writing() as db:
            keep_answered(db, who.key, answers)
    refuse_if_flagged(answers.yes, kept=True)
    if not answers.complete:
        say(NO_ADVICE)
    elif said is None:
        say(STOP_RULE)
    return answers.all_no


def say_kept(what: str, day: date, new: bool, who: Athlete) -> None:
    """Say what was kept, or that it was there."""
    say(f"{what} on {day}: {'kept' if new else 'was kept already'} for {who.name}")


def say(text: str) -> None:
    """A line on the screen, not broken."""
    screen.print(text, highlight=False, markup=False, soft_wrap=True)
