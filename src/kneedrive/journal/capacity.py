"""What the journal knows of a runner's strength when a programme begins."""

from sqlalchemy import select
from sqlalchemy.engine import Connection

from kneedrive.journal import tables as t
from kneedrive.journal.read import read_holds

DRIVE = "peak_thigh_angle_deg"


def newest_holds(db: Connection, athlete: str) -> dict[str, float | None]:
    """Seconds of the newest hold of each side at the lightest load that both were tested with.

    None for the shorter of the two where it ended before the leg failed: it may be the longer one.
    """
    holds = read_holds(db, athlete)
    loads = [{h.load_kg for h in holds if h.side == side} for side in ("left", "right")]
    both = loads[0] & loads[1]
    if not both:
        return {"hold_left_s": None, "hold_right_s": None}
    newest = {h.side: h for h in holds if h.load_kg == min(both)}
    longest_s = max(h.held_s for h in newest.values())
    known = {
        side: None if h.at_least and h.held_s < longest_s else h.held_s
        for side, h in newest.items()
    }
    return {"hold_left_s": known["left"], "hold_right_s": known["right"]}


def side_with_lower_drive(db: Connection, athlete: str) -> str | None:
    """The side whose thigh came less high in the newest clip, beyond the interval; else None."""
    c, a, m = t.clips.c, t.analyses.c, t.measures.c
    query = (
        select(m.left, m.right, m.low, m.high)
        .select_from(t.clips.join(t.analyses).join(t.measures))
        .where(c.athlete == athlete, m.name == DRIVE, m.status == "ok")
        .order_by(c.filmed_on.desc(), a.made_at.desc())
    )
    row = db.execute(query).first()
    if row is None or None in tuple(row):
        return None
    if abs(row.left - row.right) <= row.high - row.low:
        return None
    return "left" if row.left < row.right else "right"
