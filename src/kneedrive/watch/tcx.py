"""TCX files (Garmin Training Center): trackpoints with the ActivityExtension's RunCadence."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from kneedrive.errors import InputError
from kneedrive.watch.order import ANOTHER_RUN_S, NOTE, time_order
from kneedrive.watch.recording import MOST_RECORDS, Floats, Recording, Summary, raw_table
from kneedrive.watch.ride import is_ride
from kneedrive.watch.sports import other_sport
from kneedrive.watch.ways import believed_m, travelled_m
from kneedrive.watch.xml import Stream, Tag, number
from kneedrive.watch.xml_times import unix_s

FIELDS = {
    "distance_m": "distancemeters",
    "speed_mps": "speed",
    "altitude_m": "altitudemeters",
    "heart_rate_bpm": "value",
    "cadence": "runcadence",
    "latitude_deg": "latitudedegrees",
    "longitude_deg": "longitudedegrees",
}


def read_tcx(data: bytes, name: str) -> Recording:
    """The longest run of a TCX file.

    Raises
    ------
    InputError : no trackpoints, or no run
    """
    stream = Stream(data, name)
    activities = _activities(stream, name)
    runs = [a for a in activities if other_sport(a.sport) is None]
    if activities and not runs:
        raise InputError(f"{name} is {other_sport(activities[0].sport)}, not running",
                         "give the file of a run")  # fmt: skip
    timed = [piece for a in runs if a.rows for piece in a.pieces()]
    if not timed:
        why = f" ({stream.broken})" if stream.broken else ""
        raise InputError(f"{name} holds no trackpoints with a time{why}", "export it again")
    run = max(timed, key=lambda a: a.rank)
    notes = [stream.broken + "; it was read as far as it goes"] if stream.broken else []
    if len(timed) > 1:
        notes.append(f"the file holds {len(timed)} activities; this is the longest run among them")
    return run.recording(tuple(notes), complete=stream.broken is None)


def _activities(stream: Stream, name: str) -> list["_Activity"]:
    """Every activity of a file, with its points."""
    activities, points = list[_Activity](), 0
    for tag in stream:
        if tag.opens and tag.name == "activity":
            activities.append(_Activity(tag.attributes.get("sport", "")))
        elif activities:
            activities[-1].see(tag)
            points += tag.opens and tag.name == "trackpoint"
            if points > MOST_RECORDS:
                raise InputError(f"{name} holds more points than any run has",
                                 "export the run again")  # fmt: skip
    return activities


class _Activity:
    """Gathers one activity's trackpoints, laps and pauses while the file streams by."""

    def __init__(self, sport: str) -> None:
        self.sport = sport
        self.device = ""
        self.rows: list[list[float]] = []
        self._laps: list[tuple[float, float, float]] = []
        self._point: dict[str, str] | None = None
        self._lap: dict[str, str] = {}
        self._in_creator = False
        self._new_track = False
        self._tracks_in_lap = 0

    def see(self, tag: Tag) -> None:
        """A tag within the activity."""
        if tag.opens:
            self._open(tag.name)
        elif self._point is not None:
            self._point.setdefault(tag.name, tag.text)
            if tag.name == "trackpoint":
                self._take(self._point)
                self._point = None
        elif tag.name == "lap":
            self._laps.append(_lap(self._lap))
        elif tag.name == "creator":
            self._in_creator = False
        elif tag.name == "name" and self._in_creator:
            self.device = tag.text
        else:
            self._lap.setdefault(tag.name, tag.text)

    def _open(self, name: str) -> None:
        # A lap begins with a track; another one within the lap means that the timer stood.
        if name == "lap":
            self._tracks_in_lap, self._lap = 0, {}
        elif name == "track":
            self._tracks_in_lap += 1
            self._new_track |= self._tracks_in_lap > 1
        elif name == "trackpoint":
            self._point = {}
        elif name == "creator":
            self._in_creator = True

    def _take(self, point: Mapping[str, str]) -> None:
        time_s = unix_s(point.get("time"))
        if not np.isfinite(time_s):
            return
        values = {key: number(point.get(tag)) for key, tag in FIELDS.items()}
        if not np.isfinite(values["cadence"]):
            values["cadence"] = number(point.get("cadence"))
        joined = 0.0 if self._new_track and self.rows else 1.0
        self._new_track = False
        self.rows.append([time_s, *values.values(), joined])

    def pieces(self) -> list["_Activity"]:
        """The activity cut where its clock leaps by hours: what is there is another run."""
        if self._order is not None:
            return [self]
        clock_s = np.array([row[0] for row in self.rows])
        leaps = np.flatnonzero(np.abs(np.diff(clock_s)) > ANOTHER_RUN_S) + 1
        if not len(leaps):
            return [self]
        ends = [0, *map(int, leaps), len(self.rows)]
        cut = [_Activity(self.sport) for _ in ends[1:]]
        for piece, begin, end in zip(cut, ends[:-1], ends[1:], strict=True):
            piece.device, piece.rows = self.device, self.rows[begin:end]
        return cut

    @property
    def rank(self) -> tuple[bool, int]:
        """The longest run is wanted, no ride."""
        columns = self._columns()
        return not is_ride(columns["distance_m"], columns["clock_s"]), len(self.rows)

    @property
    def _order(self) -> NDArray[np.intp] | None:
        return time_order(np.array([row[0] for row in self.rows]))

    def _columns(self) -> dict[str, Floats]:
        """The points as columns, `joined` 0 where a new track begins."""
        table = np.array(self.rows, dtype=float)
        if self._order is not None:
            table = table[self._order]
            table[:, -1] = 1.0
        columns = dict(zip(("clock_s", *FIELDS, "joined"), table.T, strict=True))
        places_m = travelled_m(columns["latitude_deg"], columns["longitude_deg"],
                               columns["clock_s"], columns["joined"])  # fmt: skip
        return columns | {
            "distance_m": believed_m(columns["distance_m"], places_m, columns["clock_s"])
        }

    def recording(self, notes: tuple[str, ...], complete: bool) -> Recording:
        """The activity as it was recorded."""
        columns = self._columns()
        clock_s = columns["clock_s"]
        breaks = np.flatnonzero(columns["joined"][1:] == 0) + 1
        return Recording(
            kind="TCX",
            device=self.device,
            records=raw_table(columns, len(clock_s)),
            pauses_s=tuple((float(clock_s[i - 1]), float(clock_s[i])) for i in breaks),
            summary=self._summary() if complete else Summary(),
            notes=notes if self._order is None else (*notes, NOTE),
        )

    def _summary(self) -> Summary:
        laps = np.array(self._laps, dtype=float).reshape(-1, 3)
        if not len(laps):
            return Summary()
        time_s, distance_m, cadence = laps.T
        known = np.isfinite(cadence) & (time_s > 0)
        mean = float(np.average(cadence[known], weights=time_s[known])) if known.any() else np.nan
        return Summary(float(distance_m.sum()), float(time_s.sum()), mean)


def _lap(told: Mapping[str, str]) -> tuple[float, float, float]:
    """Time (s), distance (m) and mean cadence of a lap."""
    cadence = number(told.get("avgruncadence"))
    if not np.isfinite(cadence):
        cadence = number(told.get("cadence"))
    return number(told.get("totaltimeseconds")), number(told.get("distancemeters")), cadence
