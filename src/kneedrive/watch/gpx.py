"""GPX files: places and times, with Garmin's, COROS's and others' extensions for the rest.

A file may hold several tracks: laps of one run, the days of a week, two watches side by side. What
goes on within a minute is one run, all else is told apart, and the longest run is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from kneedrive.errors import InputError
from kneedrive.watch.order import ANOTHER_RUN_S, NOTE, time_order
from kneedrive.watch.recording import MOST_RECORDS, Floats, Recording, raw_table
from kneedrive.watch.ride import is_ride
from kneedrive.watch.sports import is_run, other_sport
from kneedrive.watch.ways import believed_m, travelled_m
from kneedrive.watch.xml import Stream, Tag, number
from kneedrive.watch.xml_times import unix_s

EXTENSIONS = {
    "cadence": ("cad", "cadence", "runcadence"),
    "speed_mps": ("speed",),
    "contact_ms": ("stancetime", "stance_time", "groundcontacttime", "gct"),
    "heart_rate_bpm": ("hr", "heartrate"),
    "temperature_c": ("atemp", "temp"),
    "distance_m": ("distance",),
}
TIME, LATITUDE, LONGITUDE, ALTITUDE, EXTRAS, JOINED = 0, 1, 2, 3, 4, 10
DISTANCE = EXTRAS + list(EXTENSIONS).index("distance_m")
SEGMENT_BREAK_S = 10.0  # some exporters begin a new segment with every lap, without a pause
SAME_RUN_S = 60.0  # some begin a new track with every lap
WITH_CADENCE = 1.1  # of two watches on one run, the one that counts steps


@dataclass
class _Track:
    """A track as it is read: what it calls itself, and a row per point (time, place, ...)."""

    kind: str = ""
    rows: list[list[float]] = field(default_factory=list)


@dataclass(frozen=True)
class _Part:
    """A stretch of points that belong together."""

    kind: str
    table: Floats
    mixed_up: bool = False

    @cached_property
    def way_m(self) -> Floats:
        """(N,) distance since the first point."""
        t = self.table
        places = travelled_m(t[:, LATITUDE], t[:, LONGITUDE], t[:, TIME], t[:, JOINED])
        return believed_m(t[:, DISTANCE], places, t[:, TIME])

    @cached_property
    def rides(self) -> bool:
        """Whether it is too fast for a runner."""
        return is_ride(self.way_m, self.table[:, TIME])

    @property
    def rank(self) -> tuple[bool, bool, float]:
        """The run is wanted: no ride, better said to be a run, the longest."""
        steps = np.isfinite(self.table[:, EXTRAS]).any()
        length = float(np.nanmax(self.way_m, initial=0.0))
        return not self.rides, is_run(self.kind), length * (WITH_CADENCE if steps else 1.0)


def read_gpx(data: bytes, name: str) -> Recording:
    """The run of a GPX file, the longest where it holds several.

    Raises
    ------
    InputError : no track, no times, or not a run
    """
    stream = Stream(data, name)
    tracks, creator, points = _tracks(stream, name)
    _refuse_routes(name, points, sum(len(t.rows) for t in tracks), stream.broken)
    parts = _put_together([p for t in tracks for p in _parts(t)])
    runs = [p for p in parts if other_sport(p.kind) is None]
    if not runs:
        longest = max(parts, key=lambda p: len(p.table))
        raise InputError(f"{name} is {other_sport(longest.kind)}, not running",
                         "give the file of a run")  # fmt: skip
    run = max(runs, key=lambda p: p.rank)
    notes = [stream.broken + "; it was read as far as it goes"] if stream.broken else []
    if len(parts) > 1:
        notes.append(f"the file holds {len(parts)} tracks; this is the longest run among them")
    if run.mixed_up:
        notes.append(NOTE)
    return _recording(run, creator, tuple(notes))


def _tracks(stream: Iterable[Tag], name: str) -> tuple[list[_Track], str, int]:
    """Every track, who made the file, and how many points there are, with and without times."""
    tracks, creator, points = list[_Track](), "", 0
    joined, point = 1.0, None
    for tag in stream:
        if tag.opens:
            if tag.name == "gpx":
                creator = tag.attributes.get("creator", "")
            elif tag.name == "trk":
                tracks.append(_Track())
            elif tag.name == "trkseg":
                joined = 0.0
            elif tag.name == "trkpt":
                point = dict(tag.attributes)
        elif point is not None:
            point.setdefault(tag.name, tag.text)
            if tag.name == "trkpt":
                tracks = tracks or [_Track()]
                points += 1
                if points > MOST_RECORDS:
                    raise InputError(f"{name} holds more points than any run has",
                                     "export the run again")  # fmt: skip
                row = _row(point, joined if tracks[-1].rows else 1.0)
                if row is not None:
                    tracks[-1].rows.append(row)
                    joined = 1.0
                point = None
        elif tag.name == "type" and tracks and not tracks[-1].kind:
            tracks[-1].kind = tag.text
    return tracks, creator, points


def _row(point: dict[str, str], joined: float) -> list[float] | None:
    """Time, place, altitude and extensions of a point; None where it has no time."""
    time_s = unix_s(point.get("time"))
    if not np.isfinite(time_s):
        return None
    extras = [
        number(next((point[n] for n in names if n in point), None)) for names in EXTENSIONS.values()
    ]
    place = [number(point.get(key)) for key in ("lat", "lon", "ele")]
    return [time_s, *place, *extras, joined]


def _parts(track: _Track) -> list[_Part]:
    """A track cut where its clock leaps by hours, its points in the order of their times."""
    if not track.rows:
        return []
    table = np.array(track.rows, dtype=float)
    order = time_order(table[:, TIME])
    if order is not None:
        table = table[order]
        table[:, JOINED] = 1.0
    leaps = np.flatnonzero(np.abs(np.diff(table[:, TIME])) > ANOTHER_RUN_S) + 1
    return [_Part(track.kind, piece, order is not None) for piece in np.split(table, leaps)]


def _put_together(parts: list[_Part]) -> list[_Part]:
    """Parts that go on within a minute, as laps do, made one."""
    groups = list[list[_Part]]()
    for part in parts:
        if groups and _goes_on(groups[-1][-1], part):
            later = part.table.copy()
            later[0, JOINED] = 0.0
            groups[-1].append(replace(part, table=later))
        else:
            groups.append([part])
    return [
        _Part(g[0].kind, np.concatenate([p.table for p in g]), any(p.mixed_up for p in g))
        for g in groups
    ]


def _goes_on(before: _Part, part: _Part) -> bool:
    """Whether a part is the same run as the one before it."""
    gap_s = part.table[:, TIME].min() - before.table[:, TIME].max()
    alike = before.kind == part.kind and before.rides == part.rides
    return alike and 0 <= gap_s <= SAME_RUN_S


def _recording(part: _Part, creator: str, notes: tuple[str, ...]) -> Recording:
    table = part.table.copy()
    clock_s = table[:, TIME]
    short = np.diff(clock_s, prepend=clock_s[0]) <= SEGMENT_BREAK_S
    table[:, JOINED] = np.where(short, 1.0, table[:, JOINED])
    columns = {"clock_s": clock_s, "altitude_m": table[:, ALTITUDE]}
    columns |= {column: table[:, EXTRAS + i] for i, column in enumerate(EXTENSIONS)}
    columns["distance_m"] = replace(part, table=table).way_m
    breaks = np.flatnonzero(table[1:, JOINED] == 0)
    has_contact = bool(np.isfinite(columns["contact_ms"]).any())
    return Recording(
        kind="GPX",
        device=creator,
        records=raw_table(columns, len(table)),
        pauses_s=tuple((float(clock_s[i]), float(clock_s[i + 1])) for i in breaks),
        contact_source="the track points" if has_contact else None,
        notes=notes,
    )


def _refuse_routes(name: str, points: int, timed: int, broken: str | None) -> None:
    """Raise InputError for what is no track."""
    why = f" ({broken})" if broken else ""
    if points == 0:
        raise InputError(f"{name} holds no track points{why}", "export the activity, not a route")
    if timed == 0:
        raise InputError(f"{name} has places but no times: a route, not a run",
                         "export the recorded activity")  # fmt: skip
