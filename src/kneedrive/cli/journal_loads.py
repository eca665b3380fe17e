"""Loads of hold and coach in the journal's words."""

from kneedrive.errors import InputError
from kneedrive.programme.ladder import own_weight
from kneedrive.programme.tables import Move, loads
from kneedrive.programme.wishes import LB_PER_KG
from kneedrive.strength.capacity import Load
from kneedrive.strength.capacity.leg import G

ALIKE_LB = 0.05


def kilograms_of(load: Load) -> float:
    """What hangs on the foot in a hold, kg.

    Raises
    ------
    InputError : a band or a cable, which is no weight
    """
    if load.kind not in ("none", "weight"):
        raise InputError(
            f"the journal keeps holds with a weight on the foot, not with {load.words}",
            "write it like 4kg or 8lb, or leave out --journal",
        )
    return (load.force_n or 0.0) / G


def rung_of(move: Move, load: Load) -> str:
    """The name of a load in the programme's ladder; "none" without one (and for the L-sit).

    Raises
    ------
    InputError : the ladder of the move has no such load
    """
    if load.kind == "none":
        return "none"
    rungs = loads(move)
    pounds = load.force_n / G * LB_PER_KG if load.force_n else None
    if load.kind == "band":
        names = [rung.name for rung in rungs if rung.name == f"{load.colour}-band"]
    elif pounds is not None:
        gear = "cable" if load.kind == "cable" else "kettlebell"
        ours = [rung for rung in rungs if rung.equipment == gear]
        names = [rung.name for rung in ours if abs(rung.strength - pounds) < ALIKE_LB]
        if ours and load.kind == "weight" and not names:
            names = [own_weight(pounds).name]
    if not names:
        known = ", ".join(rung.words for rung in rungs)
        raise InputError(
            f"the journal has no word for {load.words} in {move}",
            f"it knows {known}; say one of these, or leave out --journal",
        )
    return names[0]
