"""TCX files (Garmin Training Center): trackpoints with the ActivityExtension's RunCadence."""

from xml.etree.ElementTree import Element

import numpy as np

from kneedrive.errors import InputError
from kneedrive.watch.recording import Floats, Recording, Summary, raw_table
from kneedrive.watch.ways import travelled_m
from kneedrive.watch.xml import Stream, find, local, number
from kneedrive.watch.xml_times import unix_s

FIELDS = {
    "distance_m": "DistanceMeters",
    "speed_mps": "Speed",
    "altitude_m": "AltitudeMeters",
    "heart_rate_bpm": "HeartRateBpm",
}
NO_RUN = ("biking", "cycling", "swimming", "walking", "hiking")


def read_tcx(data: bytes, name: str) -> Recording:
    """The longest run of a TCX file.

    Raises
    ------
    InputError : no trackpoints, or no run
    """
    stream, activities = Stream(data), list[_Activity]()
    current: _Activity | None = None
    for event, tag, element in stream:
        if event == "start" and tag == "Activity":
            current = _Activity(element.get("Sport", ""))
            activities.append(current)
        elif current is not None:
            current.see(event, tag, element)
    runs = [a for a in activities if a.sport.lower() not in NO_RUN]
    if activities and not runs:
        raise InputError(f"{name} is {activities[0].sport.lower()}, not running",
                         "give the file of a run")  # fmt: skip
    run = max(runs, key=lambda a: len(a.rows), default=None)
    if run is None or not run.rows:
        why = f" ({stream.broken})" if stream.broken else ""
        raise InputError(f"{name} holds no trackpoints with a time{why}", "export it again")
    notes = [stream.broken + "; it was read as far as it goes"] if stream.broken else []
    if len(runs) > 1:
        notes.append(f"the file holds {len(runs)} runs; this is the longest")
    return run.recording(tuple(notes), complete=stream.broken is None)


class _Activity:
    """Gathers one activity's trackpoints, laps and pauses while the file streams by."""

    def __init__(self, sport: str) -> None:
        self.sport = sport
        self.device = ""
        self.rows: list[list[float]] = []
        self._laps: list[tuple[float, float, float]] = []
        self._new_track = False
        self._tracks_in_lap = 0

    def see(self, event: str, tag: str, element: Element) -> None:
        if event == "start":
            # A lap begins with a track; another one within the lap means that the timer stood.
            if tag == "Lap":
                self._tracks_in_lap = 0
            elif tag == "Track":
                self._tracks_in_lap += 1
                self._new_track |= self._tracks_in_lap > 1
        elif tag == "Trackpoint":
            self._take(element)
            element.clear()
        elif tag == "Lap":
            self._laps.append(_lap(element))
            element.clear()
        elif tag == "Creator":
            device = find(element, "Name")
            self.device = (device.text or "").strip() if device is not None else ""

    def _take(self, point: Element) -> None:
        time = find(point, "Time")
        time_s = unix_s(time.text if time is not None else None)
        if not np.isfinite(time_s):
            return
        found = [number(_value(find(point, tag))) for tag in FIELDS.values()]
        cadence = number(find(point, "RunCadence"))
        if not np.isfinite(cadence):
            cadence = number(find(point, "Cadence"))
        place = [number(find(point, tag)) for tag in ("LatitudeDegrees", "LongitudeDegrees")]
        joined = 0.0 if self._new_track and self.rows else 1.0
        self._new_track = False
        self.rows.append([time_s, *found, cadence, *place, joined])

    def recording(self, notes: tuple[str, ...], complete: bool) -> Recording:
        table = np.array(self.rows, dtype=float)
        columns: dict[str, Floats] = {"clock_s": table[:, 0], "cadence": table[:, 5]}
        columns |= {name: table[:, 1 + i] for i, name in enumerate(FIELDS)}
        joined = table[:, 8]
        if not np.isfinite(columns["distance_m"]).any():
            columns["distance_m"] = travelled_m(table[:, 6], table[:, 7], table[:, 0], joined)
        clock_s = columns["clock_s"]
        breaks = [i for i in range(1, len(joined)) if joined[i] == 0]
        pauses = tuple((float(clock_s[i - 1]), float(clock_s[i])) for i in breaks)
        return Recording(
            kind="TCX",
            device=self.device,
            records=raw_table(columns, len(table)),
            pauses_s=pauses,
            summary=self._summary() if complete else Summary(),
            notes=notes,
        )

    def _summary(self) -> Summary:
        laps = np.array(self._laps, dtype=float).reshape(-1, 3)
        if not len(laps):
            return Summary()
        time_s, distance_m, cadence = laps.T
        known = np.isfinite(cadence) & (time_s > 0)
        mean = float(np.average(cadence[known], weights=time_s[known])) if known.any() else np.nan
        return Summary(float(distance_m.sum()), float(time_s.sum()), mean)


def _lap(lap: Element) -> tuple[float, float, float]:
    """Time (s), distance (m) and mean cadence of a lap."""
    own = {local(child.tag): child for child in lap}
    cadence = number(find(lap, "AvgRunCadence"))
    if not np.isfinite(cadence):
        cadence = number(own.get("Cadence"))
    return number(own.get("TotalTimeSeconds")), number(own.get("DistanceMeters")), cadence


def _value(element: Element | None) -> Element | None:
    """HeartRateBpm wraps its number in a Value."""
    inner = find(element, "Value") if element is not None else None
    return inner if inner is not None else element
