"""Watch files of a made run, as FIT, TCX and GPX, long enough for `kneedrive fade`."""

import struct
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from bench.fuzz.damage import ANY
from bench.fuzz.fit_damage import (
    ENUM,
    FIT,
    FLOAT32,
    SINT32,
    STRING,
    UINT8,
    UINT16,
    UINT32,
    definition,
    fit_file,
)
from bench.fuzz.material import Material
from bench.fuzz.xml_damage import XML
from kneedrive.watch.fit_legs import TO_UNIX_S

CASES = 2000
SECONDS, EVERY_S = 1800, 4
START_S = 1_760_000_000
MODULES = ("kneedrive.cli.fade", "kneedrive.fade.page", "kneedrive.fade.files", "kneedrive.watch")


def run_table(every_s: int = EVERY_S) -> pd.DataFrame:
    """Half an hour that slows down and loses step length near its end; whole seconds."""
    time = np.arange(0, SECONDS + 1, every_s, dtype=float)
    random = np.random.default_rng(7)
    tired = np.clip((time - 1200) / 120, 0, 1)
    speed = 3.2 * (1 - 0.08 * tired) * (1 + random.normal(0, 0.01, len(time)))
    return pd.DataFrame(
        {
            "clock_s": START_S + time,
            "distance_m": np.cumsum(speed * np.diff(time, prepend=time[0])),
            "speed_mps": speed,
            "altitude_m": 100 + 10 * np.sin(time / 300),
            "cadence": np.round(86 + random.normal(0, 1, len(time))),
            "contact_ms": 250 + 20 * tired + random.normal(0, 3, len(time)),
            "heart_rate_bpm": np.round(150 + time / 200),
        }
    )


def fit_files() -> list[bytes]:
    """A watch's file with a developer field, one with compressed times, one high byte first."""
    return [_fit(run_table()), _old_fit(run_table()), _fit(run_table(7), big_endian=True)]


def _fit(table: pd.DataFrame, big_endian: bool = False) -> bytes:
    """Records with a pod's contact time, a pause, a lap and a session."""
    order = ">" if big_endian else "<"
    seconds = [int(s) - TO_UNIX_S for s in table["clock_s"]]
    first, last = seconds[0], seconds[-1]

    def defined(local: int, kind: int, fields: list[tuple[int, int, int]],
                developer: list[tuple[int, int, int]] | None = None) -> bytes:  # fmt: skip
        return definition(local, kind, fields, developer, big_endian)

    said = (last - first) * 1000
    session = [(253, 4, UINT32), (2, 4, UINT32), (7, 4, UINT32), (8, 4, UINT32), (9, 4, UINT32),
               (5, 1, ENUM), (18, 1, UINT8)]  # fmt: skip
    summary = (last, first, said, said, round(100 * table["distance_m"].iloc[-1]), 1, 86)
    messages = [
        defined(0, 0, [(0, 1, ENUM), (1, 2, UINT16), (2, 2, UINT16)]),
        struct.pack(order + "BBHH", 0, 4, 1, 3113),
        defined(1, 207, [(3, 1, UINT8)]),
        bytes([1, 0]),
        defined(2, 206, [(0, 1, UINT8), (1, 1, UINT8), (2, 1, UINT8), (3, 12, STRING),
                         (8, 3, STRING), (14, 2, UINT16), (15, 1, UINT8)]),
        struct.pack(order + "BBBB12s3sHB", 2, 0, 0, FLOAT32, b"Ground Time", b"ms", 20, 41),
        defined(3, 21, [(253, 4, UINT32), (0, 1, ENUM), (1, 1, ENUM)]),
        struct.pack(order + "BIBB", 3, first, 0, 0),
        defined(4, 20, [(253, 4, UINT32), (5, 4, UINT32), (6, 2, UINT16), (2, 2, UINT16),
                        (4, 1, UINT8), (3, 1, UINT8), (0, 4, SINT32), (1, 4, SINT32)],
                [(0, 4, 0)]),
    ]  # fmt: skip
    for i, row in enumerate(table.itertuples()):
        messages.append(
            struct.pack(
                order + "BIIHHBBiif",
                4, seconds[i], round(100 * row.distance_m), round(1000 * row.speed_mps),
                round(5 * (row.altitude_m + 500)), int(row.cadence), int(row.heart_rate_bpm),
                596_523_236 + 107 * round(row.distance_m), 95_443_718, row.contact_ms,
            )
        )  # fmt: skip
        if i == len(table) // 3:
            messages += [struct.pack(order + "BIBB", 3, seconds[i] + at, 0, kind)
                         for at, kind in ((1, 4), (3, 0))]  # fmt: skip
    for local, kind in ((5, 19), (6, 18)):
        messages += [
            defined(local, kind, session),
            struct.pack(order + "BIIIIIBB", local, *summary),
        ]
    return fit_file(messages)


def _old_fit(table: pd.DataFrame) -> bytes:
    """Records whose times are five bits in their headers."""
    seconds = [int(s) - TO_UNIX_S for s in table["clock_s"]]
    messages = [definition(1, 20, [(253, 4, UINT32)]), struct.pack("<BI", 1, seconds[0]),
                definition(2, 20, [(5, 4, UINT32), (6, 2, UINT16), (4, 1, UINT8)])]  # fmt: skip
    for second, row in zip(seconds[1:], table.iloc[1:].itertuples(), strict=True):
        messages.append(
            struct.pack("<BIHB", 0x80 | 2 << 5 | second & 0x1F, round(100 * row.distance_m),
                        round(1000 * row.speed_mps), int(row.cadence))
        )  # fmt: skip
    return fit_file(messages)


def tcx_files() -> list[bytes]:
    """A lap with every field, and two laps with a pause and without distance."""
    return [_tcx(run_table(), True, 10**9), _tcx(run_table(5), False, 200)]


def _tcx(table: pd.DataFrame, distance: bool, split: int) -> bytes:
    points = []
    for i, row in enumerate(table.itertuples()):
        way = f"<DistanceMeters>{row.distance_m:.2f}</DistanceMeters>" if distance else ""
        lap = "</Track><Track>" if i == split else ""
        points.append(
            f"{lap}<Trackpoint><Time>{_iso(row.clock_s)}</Time><Position><LatitudeDegrees>"
            f"{48 + row.distance_m / 111195:.7f}</LatitudeDegrees><LongitudeDegrees>11.0"
            f"</LongitudeDegrees></Position><AltitudeMeters>{row.altitude_m:.1f}</AltitudeMeters>"
            f"{way}<HeartRateBpm><Value>{row.heart_rate_bpm:.0f}</Value></HeartRateBpm><Extensions>"
            '<ns3:TPX xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2">'
            f"<ns3:Speed>{row.speed_mps:.3f}</ns3:Speed><ns3:RunCadence>{row.cadence:.0f}"
            "</ns3:RunCadence></ns3:TPX></Extensions></Trackpoint>\n"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TrainingCenterDatabase xmlns="http://www.garmin'
        '.com/xmlschemas/TrainingCenterDatabase/v2"><Activities><Activity Sport="Running"><Id>x'
        f'</Id><Lap StartTime="{_iso(START_S)}"><TotalTimeSeconds>{SECONDS}</TotalTimeSeconds>'
        f"<DistanceMeters>{table['distance_m'].iloc[-1]:.1f}</DistanceMeters><Track>"
        f"{''.join(points)}</Track></Lap><Creator><Name>a watch</Name></Creator></Activity>"
        "</Activities></TrainingCenterDatabase>\n"
    ).encode()


def gpx_files() -> list[bytes]:
    """A run with extensions, and one in two tracks."""
    return [_gpx(run_table(), 10**9), _gpx(run_table(5), 200)]


def _gpx(table: pd.DataFrame, split: int) -> bytes:
    points = []
    for i, row in enumerate(table.itertuples()):
        track = "</trkseg></trk><trk><type>running</type><trkseg>" if i == split else ""
        points.append(
            f'{track}<trkpt lat="{48 + row.distance_m / 111195:.7f}" lon="11.0"><ele>'
            f"{row.altitude_m:.1f}</ele><time>{_iso(row.clock_s)}</time><extensions>"
            "<gpxtpx:TrackPointExtension>"
            f"<gpxtpx:hr>{row.heart_rate_bpm:.0f}</gpxtpx:hr><gpxtpx:cad>{row.cadence:.0f}"
            "</gpxtpx:cad></gpxtpx:TrackPointExtension></extensions></trkpt>\n"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gpx creator="a watch" version="1.1" '
        'xmlns="http://www.topografix.com/GPX/1/1" '
        'xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1"><trk><name>Run'
        f"</name><type>running</type><trkseg>{''.join(points)}</trkseg></trk></gpx>\n"
    ).encode()


def _iso(clock_s: float) -> str:
    return datetime.fromtimestamp(clock_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


MATERIALS = tuple(
    Material(name, suffix, ("fade", "{file}", "--out", "{out}"), MODULES, whole, damages, CASES)
    for name, suffix, whole, damages in (
        ("FIT", ".fit", fit_files, (*ANY, *FIT)),
        ("TCX", ".tcx", tcx_files, (*ANY, *XML)),
        ("GPX", ".gpx", gpx_files, (*ANY, *XML)),
    )
)
