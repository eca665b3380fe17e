"""What one session asks for: sets, repetitions and load of each move and side, with the reason."""

from dataclasses import dataclass, replace

from kneedrive.programme.days import Kind
from kneedrive.programme.ladder import ladder
from kneedrive.programme.progression import Standing
from kneedrive.programme.sides import first_holds, weaker_side
from kneedrive.programme.tables import MOVES, SIDES_OF, Move, Side, dose, rows, rule
from kneedrive.programme.wishes import Wishes

BETWEEN_SIDES_S = 5.0
TRIM: tuple[Move, ...] = ("lsit", "raise", "march")  # what gives way first when time is short


@dataclass(frozen=True)
class Prescription:
    """One move of one side in one session.

    Parameters
    ----------
    sets, amount, top : sets, repetitions or seconds of each, and the top of the range
    unit : "reps" or "s"
    load, load_words : the rung's name and its words
    rir : repetitions to leave in reserve
    why : reasons, in words
    """

    move: Move
    side: Side
    sets: int
    amount: int
    top: int
    unit: str
    load: str
    load_words: str
    rest_s: int
    rir: int
    why: tuple[str, ...]


Standings = dict[tuple[Move, Side], Standing]


def prescribe(
    wishes: Wishes, standings: Standings, kind: Kind, week: int
) -> tuple[Prescription, ...]:
    """What a session asks for, weaker side first, trimmed to the time there is.

    A move and side that rests is left out.
    """
    light = week > 0 and week % rule("deload.every") == 0
    asked = [
        _one(wishes, move, side, standings[move, side], kind, light)
        for move in MOVES
        for side in _sides(move, wishes)
        if not standings[move, side].rests
    ]
    return _trimmed(tuple(asked), wishes.minutes)


def minutes_of(items: tuple[Prescription, ...]) -> float:
    """How long a session takes, warm-up included."""
    total = 60.0 * rule("time.warm_up")
    for item in items:
        one = dose(item.move).one_s
        total += item.sets * (item.amount * one + BETWEEN_SIDES_S)
    for move in {item.move for item in items}:
        rounds = max(item.sets for item in items if item.move == move)
        total += rounds * dose(move).rest_s
    return total / 60


def why_words(standing: Standing) -> str:
    """The row of progression.csv that brought a standing about, as a reason."""
    row = next(row for row in rows("progression") if row["when"] == standing.why)
    return row["words"][0].lower() + row["words"][1:]


def _one(
    wishes: Wishes, move: Move, side: Side, standing: Standing, kind: Kind, light: bool
) -> Prescription:
    usual, rungs = dose(move), ladder(move, wishes)
    why = _reasons(wishes, move, side, standing)
    sets = rule("sets.usual")
    if side == weaker_side(wishes):
        sets += rule("sets.extra")
    if light:
        sets -= rule("deload.sets")
        why = (*why, f"every {rule('deload.every')}th week is lighter: one set fewer")
    rung, amount, rir = standing.rung, standing.amount, rule("rir.goal")
    if kind == "easy":
        rung, amount, sets, rir = 0, usual.low, rule("sets.low"), rule("rir.easy")
        why = ("the race is near: easy, without load",)
    return Prescription(
        move,
        side,
        max(sets, rule("sets.low")),
        amount,
        usual.top,
        usual.unit,
        rungs[rung].name,
        rungs[rung].words,
        usual.rest_s,
        rir,
        why,
    )


def _reasons(wishes: Wishes, move: Move, side: Side, standing: Standing) -> tuple[str, ...]:
    """Why this load, these repetitions and these sets."""
    why = []
    lightest = "the lightest load" if standing.rung else "no load, since every weight is too heavy"
    first_s = first_holds(wishes)[side]
    if standing.why:
        why.append(why_words(standing))
    elif move == "lsit":
        why.append("starts with one heel at a time")
    elif len(ladder(move, wishes)) == 1:
        why.append("nothing at home to load it with")
    elif first_s is None:
        why.append(f"no hold tested yet: starts with {lightest}")
    elif first_s < rule("start.hold"):
        why.append(
            f"{_holds_words(wishes, side)}, under {rule('start.hold')} s: starts without load; "
            "look at range, balance and pain first"
        )
    else:
        why.append(f"{_holds_words(wishes, side)}: starts with {lightest}")
    if side == weaker_side(wishes):
        left, right = wishes.hold_left_s, wishes.hold_right_s
        why.append(f"left hold {left:g} s, right {right:g} s: one extra set {side}")
    elif side == wishes.lower_drive and weaker_side(wishes) is None:
        why.append(f"knee drive was lower on the {side} beyond the clip's error: {side} goes first")
    return tuple(why)


def _holds_words(wishes: Wishes, side: Side) -> str:
    """The hold of a side, and the other's where that is what it begins by."""
    left, right = wishes.hold_left_s, wishes.hold_right_s
    own, other = (left, right) if side == "left" else (right, left)
    if first_holds(wishes)[side] == own:
        return f"{side} hold {own:g} s"
    return f"{side} hold {own:g} s, within the error of the other side's {other:g} s"


def _sides(move: Move, wishes: Wishes) -> tuple[Side, ...]:
    """The sides of a move, the weaker one first."""
    sides = SIDES_OF[move]
    first = weaker_side(wishes) or wishes.lower_drive
    return tuple(sorted(sides, key=lambda side: side != first))


def _trimmed(items: tuple[Prescription, ...], minutes: int) -> tuple[Prescription, ...]:
    """Fewer sets, then fewer moves, until the session fits; the march always stays."""
    for move in TRIM:
        if minutes_of(items) <= minutes:
            return items
        items = tuple(
            replace(item, sets=rule("sets.low"), why=(*item.why, f"{minutes} min: fewer sets"))
            if item.move == move and item.sets > rule("sets.low")
            else item
            for item in items
        )
    for move in TRIM[:-1]:
        if minutes_of(items) <= minutes:
            return items
        items = tuple(item for item in items if item.move != move)
    return items
