"""The loads a runner can climb with what there is at home."""

from kneedrive.programme.tables import Load, Move, loads, rule
from kneedrive.programme.wishes import LB_PER_KG, Wishes


def ladder(move: Move, wishes: Wishes) -> tuple[Load, ...]:
    """Loads of a move that the runner's equipment allows, lightest first.

    A kettlebell goes before the cable where there are both; own weights replace the usual ones.
    """
    own = set(wishes.equipment) | {"nothing"}
    if "kettlebell" in own:
        own.discard("cable")
    rungs = [load for load in loads(move) if load.equipment in own]
    if move == "raise" and "kettlebell" in own and wishes.weights_lb:
        rungs = [load for load in rungs if load.equipment == "nothing"]
        rungs += [own_weight(lb) for lb in sorted(set(wishes.weights_lb))]
    return tuple(rungs)


def own_weight(lb: float) -> Load:
    """The rung of a weight that the runner has."""
    kg = lb / LB_PER_KG
    metric = abs(kg - round(kg, 1)) < 1e-6 and abs(lb - round(lb)) > 1e-6
    name = f"{kg:g}-kg" if metric else f"{lb:g}-lb"
    if metric:
        name = f"{round(kg, 1):g}-kg"
    return Load(name, "kettlebell", lb, f"{lb:.3g} lb ({kg:.1f} kg)")


def first_rung(move: Move, rungs: tuple[Load, ...], hold_s: float | None) -> int:
    """Where a side begins: the lightest load, or none for one that can't yet hold its own leg."""
    if move == "lsit" or len(rungs) == 1:
        return 0
    if hold_s is not None and hold_s < rule("start.hold"):
        return 0
    return 1 if may_step(move, rungs, 1) else 0


def step_pct(rungs: tuple[Load, ...], rung: int) -> float:
    """How much heavier a rung is than the one below it, %; without end above no load at all."""
    below = rungs[rung - 1].strength
    return 100 * (rungs[rung].strength / below - 1) if below > 0 else float("inf")


def may_step(move: Move, rungs: tuple[Load, ...], rung: int) -> bool:
    """Whether the plan may go up to a rung from the one below: it is there, near, and light."""
    if rung >= len(rungs):
        return False
    load = rungs[rung]
    if load.unit != "lb":  # steps of a posture, not loads
        return True
    if too_heavy(load):
        return False
    if rungs[rung - 1].strength == 0:
        return move != "raise" or load.strength <= rule("start.heaviest")
    return step_pct(rungs, rung) <= rule("step.most")


def too_heavy(load: Load) -> bool:
    """Whether a load is above the heaviest that the plan hangs on a foot."""
    return load.unit == "lb" and load.strength > rule("load.heaviest")
