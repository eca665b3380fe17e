"""Postures made by hand, for what a studio performance does not show."""

from kneedrive.strength.posture import LegPosture, Posture

FPS = 30.0
FAR = float("inf")


def leg(thigh_deg=2.0, knee_deg=5.0, dorsi_deg=0.0, line_deg=2.0, **more):
    """One leg; it hangs straight where nothing else is said."""
    told = {"ankle_up": 0.0, "foot_at": (0.0, 0.0), "hand_gap": FAR, "seen": True, "named": 1.0}
    return LegPosture(thigh_deg, knee_deg, dorsi_deg, line_deg, **(told | more))


def posture(time_s, first, second=None, lean_deg=0.0, hands_seen=2, hands_beside=0.3):
    """One frame; the second leg hangs and stands."""
    return Posture(time_s, (first, second or leg(named=-1.0)), lean_deg, hands_seen, hands_beside)


def shown(machine, until_s, posture_at):
    """Events of a machine that is shown posture_at(t) for a while, its end among them."""
    events = []
    for i in range(round(until_s * FPS)):
        events += machine.update(posture_at(i / FPS))
    return events + machine.finish()
