"""GPX files: places and times, with Garmin's TrackPointExtension for cadence and heart rate."""

from xml.etree.ElementTree import Element

import numpy as np

from kneedrive.errors import InputError
from kneedrive.watch.recording import Recording, raw_table
from kneedrive.watch.ways import travelled_m
from kneedrive.watch.xml import Stream, find, local, number
from kneedrive.watch.xml_times import unix_s

EXTENSIONS = {
    "cadence": ("cad", "cadence", "runcadence"),
    "speed_mps": ("speed",),
    "contact_ms": ("stancetime", "stance_time", "groundcontacttime", "gct"),
    "heart_rate_bpm": ("hr", "heartrate"),
    "temperature_c": ("atemp", "temp"),
}
SEGMENT_BREAK_S = 10.0  # some exporters begin a new segment with every lap, without a pause
NO_RUN = ("cycling", "biking", "ride", "swim", "walk", "hik", "row", "ski")


def read_gpx(data: bytes, name: str) -> Recording:
    """The track of a GPX file.

    Raises
    ------
    InputError : no track, no times, or not a run
    """
    stream = Stream(data)
    rows: list[list[float]] = []
    kind, creator, points, joined, inside = "", "", 0, 1.0, False
    for event, tag, element in stream:
        if event == "start":
            creator = element.get("creator", "") if tag == "gpx" else creator
            inside = inside or tag == "trk"
            joined = 0.0 if tag == "trkseg" and rows else joined
        elif tag == "type" and inside and not kind:
            kind = (element.text or "").strip().lower()
        elif tag == "trkpt":
            points += 1
            row = _row(element, joined)
            element.clear()
            if row is not None:
                rows.append(row)
                joined = 1.0
        elif tag == "trk":
            inside = False
    _refuse(name, kind, points, len(rows), stream.broken)
    table = np.array(rows, dtype=float)
    columns = {"clock_s": table[:, 0], "altitude_m": table[:, 3]}
    columns |= {column: table[:, 4 + i] for i, column in enumerate(EXTENSIONS)}
    clock_s = table[:, 0]
    short = np.diff(clock_s, prepend=clock_s[0]) <= SEGMENT_BREAK_S
    joined_all = np.where(short, 1.0, table[:, -1])
    columns["distance_m"] = travelled_m(table[:, 1], table[:, 2], clock_s, joined_all)
    breaks = np.flatnonzero(joined_all[1:] == 0)
    has_contact = bool(np.isfinite(columns["contact_ms"]).any())
    return Recording(
        kind="GPX",
        device=creator,
        records=raw_table(columns, len(table)),
        pauses_s=tuple((float(clock_s[i]), float(clock_s[i + 1])) for i in breaks),
        contact_source="the track points" if has_contact else None,
        notes=(stream.broken + "; it was read as far as it goes",) if stream.broken else (),
    )


def _refuse(name: str, kind: str, points: int, timed: int, broken: str | None) -> None:
    """Raise InputError for what is no track of a run."""
    why = f" ({broken})" if broken else ""
    if points == 0:
        raise InputError(f"{name} holds no track points{why}", "export the activity, not a route")
    if timed == 0:
        raise InputError(f"{name} has places but no times: a route, not a run",
                         "export the recorded activity")  # fmt: skip
    if any(word in kind for word in NO_RUN):
        raise InputError(f"{name} is {kind}, not running", "give the file of a run")


def _row(point: Element, joined: float) -> list[float] | None:
    """Time, place, altitude and extensions of a point; None where it has no time."""
    found = {local(e.tag).lower(): e for e in point.iter()}
    time = found.get("time")
    time_s = unix_s(time.text if time is not None else None)
    if not np.isfinite(time_s):
        return None
    extras = []
    for names in EXTENSIONS.values():
        extras.append(number(next((found[n] for n in names if n in found), None)))
    place = [_attribute(point, "lat"), _attribute(point, "lon"), number(find(point, "ele"))]
    return [time_s, *place, *extras, joined]


def _attribute(point: Element, name: str) -> float:
    try:
        return float(point.get(name, "nan"))
    except ValueError:
        return float("nan")
