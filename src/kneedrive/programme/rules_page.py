"""The rules of training as a page of the documentation: `python -m` this module prints it."""

from collections.abc import Sequence

from kneedrive.programme.tables import dose, rows
from kneedrive.red_flags import URGENCY, red_flags

HEAD = """# The programme

Made from the tables in `src/kneedrive/programme` by `make docs`; do not edit.

    kneedrive plan --run tue,thu,sat,sun --key tue,sun --race 2026-05-10 --hold 8,14 \\
        --ics plan.ics --fit next.fit --pdf plan.pdf
    kneedrive log march 12 12 11 --load red-band --rir 2
    kneedrive log pain 4 --move march --side left
    kneedrive log hold 8 14              # a knee hold timed by hand, left and right
    kneedrive plan --ics plan.ics        # again: the log has moved what is to come

`plan` keeps what you said in the journal (`kneedrive journal`: one file in your data folder, or a
PostgreSQL database with `--at postgresql://...`). The same command again shows the programme as
the log has moved it: sessions to come ask for what was really done so far, and for nothing more.
Options change the programme, its start too; `--new` begins another one. Without `--hold`, the
newest knee holds of the journal count, each time anew; `kneedrive log` and `kneedrive coach
--journal` take the load that was prescribed unless `--load` says another. Days that are over stay
as they were due, each with *done*, *missed* or *stopped*, whatever is changed later.

The first training day is a hold test, and the last one a retest with the same load. Runs are filmed
on four days before the training can tell and on four from each retest on, two clips a day, never on
the day after a hard session. How small a change such films can show depends on how much the runner
differs from day to day: `kneedrive progress` says it. A start a week later leaves time for all.

The calendar file keeps the UID of every session and counts its changes, so importing it again
updates the calendar; sessions that are gone are cancelled. The FIT file is the next session as a
strength workout: copy it to `GARMIN/NewFiles` on the watch. Its exercises are the profile's nearest
(marching in place, kettlebell leg raises, L-sit), its titles the moves' own.

## Before any exercise

`plan`, `hold`, `coach` and `log` ask the same questions, and the printed page, the calendar and the
pages of `hold` and `coach` show them. Each is answered with y or n, or all at once with *none of
these*; an Enter is no answer, and without answers nothing is read or advised. Without a terminal
say `--red-flags none` if every answer is no, or the names of those that are yes. The journal keeps
the answers with their day. `plan` and `log` ask again after 28 days: a stress fracture builds up
over weeks of running, and four weeks are a block of the plan. A yes is kept too, and nothing is
planned until a doctor has cleared it (`kneedrive log cleared`). After a stop everything starts
again without load; its whole weeks are added at the end, except before a race.

The list is this program's own choice from the sources named; it has not been tested as a whole, and
it does not replace being examined.
"""
ENTERS = """
## What enters

"From findings and capacity" means these, and no more than can be said of them.
"""
MIDDLE = """
## How it goes on

Each move and side for itself, after every session. The first row that applies counts.
"""
LOADS = """
## Loads

Bands are ordered, not weighed: a maker's pounds at twice the length, single strand, are 20 % off
either way. `--weights 4kg,6kg` puts your own kettlebells in the place of these.
"""


def rules_markdown() -> str:
    """The whole page."""
    flags = [
        (f"`{f.key}`", f.text, URGENCY[f.urgency], f"{f.reason}; {f.do}", f.source)
        for f in red_flags().values()
    ]
    moves = [_move(row["move"]) for row in rows("moves")]
    steps = [(r["words"], r["do"], r["grade"], r["source"]) for r in rows("progression")]
    enters = [(r["what"], r["enters"], r["how"], r["why"]) for r in rows("enters")]
    rules = [
        (r["meaning"], f"{r['value']} {r['unit']}", r["grade"], r["source"]) for r in rows("rules")
    ]
    loads = [(r["move"], r["equipment"], f"`{r['load']}`", r["words"]) for r in rows("ladders")]
    parts = [
        HEAD,
        _table(("flag", "question", "a yes", "why, and what to do", "source"), flags),
        "\n## Moves\n",
        _table(("move", "dose", "rest", "how", "grade", "source"), moves),
        MIDDLE,
        _table(("when", "then", "grade", "source"), steps),
        ENTERS,
        _table(("what", "enters", "how, or why not", "source"), enters),
        "\n## Rules\n",
        _table(("rule", "number", "grade", "source"), rules),
        LOADS,
        _table(("move", "equipment", "`--load`", "what"), loads),
    ]
    return "\n".join(parts) + "\n"


def _move(name: str) -> tuple[str, ...]:
    row = next(row for row in rows("moves") if row["move"] == name)
    usual = dose(row["move"])
    amounts = f"3 x {usual.low} to {usual.top} {usual.unit}, {usual.most} where no load is left"
    return (f"**{usual.title}** (`{name}`)", amounts, f"{usual.rest_s} s", usual.how,
            usual.grade, usual.source)  # fmt: skip


def _table(titles: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    head = ["| " + " | ".join(titles) + " |", "|" + "---|" * len(titles)]
    return "\n".join(head + ["| " + " | ".join(line) + " |" for line in lines])


if __name__ == "__main__":
    print(rules_markdown(), end="")
