"""Watch files made for tests: FIT by the SDK's encoder, TCX and GPX as text."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
from garmin_fit_sdk import Encoder

from kneedrive.watch.fit_legs import TO_UNIX_S

FILE_ID, SESSION, RECORD, EVENT, SPORT, DESCRIPTION, DEVELOPER = 0, 18, 20, 21, 12, 206, 207
START = 1_100_000_000  # FIT seconds
POD = {"developer_data_index": 0, "application_id": [7] * 16}
FLOAT32 = 136


def described(number: int, name: str, units: str, native: int | None = None) -> dict[str, object]:
    """A developer field of the pod."""
    made = {
        "developer_data_index": 0,
        "field_definition_number": number,
        "fit_base_type_id": FLOAT32,
        "field_name": name,
        "units": units,
    }
    if native is not None:
        made |= {"native_mesg_num": RECORD, "native_field_num": native}
    return made


def running_records(seconds: int = 600, every_s: int = 1, **fields: object) -> list[dict]:
    """Steady running at 3 m/s with 84 strides a minute; a field of None is left out."""
    usual: dict[str, object] = {
        "enhanced_speed": 3.0,
        "cadence": 84,
        "stance_time": 250.0,
        "heart_rate": 150,
        "enhanced_altitude": 100.0,
    }
    kept = {key: value for key, value in (usual | fields).items() if value is not None}
    return [
        {"timestamp": START + t, "distance": 3.0 * t} | kept for t in range(0, seconds + 1, every_s)
    ]


def session(begin_s: int, seconds: float, sport: str = "running", **more: object) -> dict:
    """What a watch says of one sport."""
    return {
        "timestamp": START + begin_s + round(seconds),
        "start_time": START + begin_s,
        "total_elapsed_time": seconds,
        "total_timer_time": seconds,
        "sport": sport,
    } | more


def timer(at_s: int, kind: str) -> dict:
    """The timer starts or stops."""
    return {"timestamp": START + at_s, "event": "timer", "event_type": kind}


def fit_bytes(
    records: Sequence[dict],
    sessions: Sequence[dict] = (),
    events: Sequence[dict] = (),
    fields: Sequence[dict] = (),
    maker: str = "garmin",
) -> bytes:
    """A FIT file; developer values of a record stand under its key "pod", in order of `fields`."""
    encoder = Encoder()
    encoder.on_mesg(FILE_ID, {"type": "activity", "manufacturer": maker, "time_created": START})
    if fields:
        encoder.on_mesg(DEVELOPER, POD)
    for key, field in enumerate(fields):
        encoder.add_developer_field(key, POD, field)
        encoder.on_mesg(DESCRIPTION, field)
    for event in events:
        encoder.on_mesg(EVENT, event)
    for record in records:
        made = {key: value for key, value in record.items() if key != "pod"}
        if "pod" in record:
            made["developer_fields"] = dict(enumerate(record["pod"]))
        encoder.on_mesg(RECORD, made)
    for said in sessions:
        encoder.on_mesg(SESSION, said)
    return bytes(encoder.close())


def iso(seconds: float) -> str:
    """A time as TCX and GPX write it."""
    return datetime.fromtimestamp(START + TO_UNIX_S + seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def tcx_text(
    points: int = 600,
    sport: str = "Running",
    cadence: int = 84,
    tag: str = "RunCadence",
    distance: bool = True,
    break_at: int | None = None,
    break_s: int = 90,
) -> str:
    """A TCX file at 3 m/s, a point a second; `break_at` begins a new track after a pause."""
    rows = []
    for i in range(points + 1):
        late = break_s if break_at is not None and i >= break_at else 0
        if break_at == i:
            rows.append("</Track><Track>")
        way = f"<DistanceMeters>{3.0 * i}</DistanceMeters>" if distance else ""
        rows.append(
            f"<Trackpoint><Time>{iso(i + late)}</Time>"
            f"<Position><LatitudeDegrees>{50 + 3.0 * i / 111195:.8f}</LatitudeDegrees>"
            "<LongitudeDegrees>8.0</LongitudeDegrees></Position>"
            f"<AltitudeMeters>100</AltitudeMeters>{way}"
            "<HeartRateBpm><Value>150</Value></HeartRateBpm><Extensions>"
            '<ns3:TPX xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2">'
            f"<ns3:Speed>3.0</ns3:Speed><ns3:{tag}>{cadence}</ns3:{tag}></ns3:TPX>"
            "</Extensions></Trackpoint>"
        )
    return (
        '   <?xml version="1.0" encoding="UTF-8"?>'
        '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/'
        'TrainingCenterDatabase/v2"><Activities>'
        f'<Activity Sport="{sport}"><Id>{iso(0)}</Id><Lap StartTime="{iso(0)}">'
        f"<TotalTimeSeconds>{points}</TotalTimeSeconds>"
        f"<DistanceMeters>{3.0 * points}</DistanceMeters><Track>"
        + "\n".join(rows)
        + "</Track></Lap><Creator><Name>Forerunner 945</Name></Creator></Activity>"
        "</Activities></TrainingCenterDatabase>"
    )


def gpx_text(
    points: int = 600, kind: str = "running", times: bool = True, break_at: int | None = None
) -> str:
    """A GPX track at 3 m/s with Garmin's extension."""
    rows = []
    for i in range(points + 1):
        if break_at == i:
            rows.append("</trkseg><trkseg>")
        late = 120 if break_at is not None and i >= break_at else 0
        time = f"<time>{iso(i + late)}</time>" if times else ""
        rows.append(
            f'<trkpt lat="{50 + 3.0 * i / 111195:.8f}" lon="8.0"><ele>100.0</ele>{time}'
            "<extensions><gpxtpx:TrackPointExtension><gpxtpx:atemp>21</gpxtpx:atemp>"
            "<gpxtpx:hr>150</gpxtpx:hr><gpxtpx:cad>84</gpxtpx:cad>"
            "</gpxtpx:TrackPointExtension></extensions></trkpt>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gpx creator="a watch" version="1.1" '
        'xmlns="http://www.topografix.com/GPX/1/1" '
        'xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">'
        f"<trk><name>Run</name><type>{kind}</type><trkseg>"
        + "".join(rows)
        + "</trkseg></trk></gpx>"
    )


def mean(values: object) -> float:
    """Mean of what is there."""
    return float(np.nanmean(np.asarray(values, dtype=float)))
