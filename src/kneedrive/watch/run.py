"""A run as one tidy table, whatever watch it came from.

A row per record:

- `time_s` running time since the start, pauses out; `duration_s` what the record stands for
- `clock_s` seconds since 1970, as the watch wrote them
- `distance_m`, `speed_mps`, `altitude_m`, `grade` (rise over way)
- `cadence_spm` steps of both feet per minute; `step_length_m` = 60 speed / cadence
- `contact_ms`; `flight_ms` = step time - contact, withheld where negative or absurd
- `contact_distance_m`, `flight_distance_m` = speed x contact, speed x flight
- `heart_rate_bpm`, `temperature_c`

No watch records flight; a contact that is wrong by 10 ms makes flight wrong by 10 ms the other way.
Places are not kept.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from kneedrive.errors import InputError
from kneedrive.watch.cadence import steps_per_minute
from kneedrive.watch.clock import running_time
from kneedrive.watch.distance import growing_distance
from kneedrive.watch.grade import grade_along
from kneedrive.watch.recording import Floats, Recording, Summary
from kneedrive.watch.ride import refuse_rides
from kneedrive.watch.speed import paced
from kneedrive.watch.totals import counted_alike, differences_pct, disagreements, totals_of

LONGEST_M = 2_000_000.0  # six days of the best are half of that
CONTACT_MS = (80.0, 600.0)  # elite sprint to slow shuffle
LONGEST_FLIGHT_MS = 260.0
TOO_OFTEN = 0.25  # of records: contact and cadence don't belong together


@dataclass(frozen=True)
class Run:
    """One run, put in order.

    Parameters
    ----------
    name : of the file
    kind, device, contact_source : see `Recording`
    table : see the module
    summary, totals : the file's own, and those of its records; cadence in steps of both feet
    differences_pct : of the totals from the file's own, by name
    notes : what was wrong with the file and what was done about it
    """

    name: str
    kind: str
    device: str
    table: pd.DataFrame
    summary: Summary
    totals: Summary
    differences_pct: dict[str, float]
    contact_source: str | None
    notes: tuple[str, ...]


def put_in_order(recording: Recording, name: str) -> Run:
    """The tidy table of a recording.

    Raises
    ------
    InputError : less than two records are left, none with a way, or a ride
    """
    timed = running_time(recording)
    records, duration_s = timed.records, timed.duration_s
    if len(records) < 2 or duration_s.sum() <= 0:
        raise InputError(f"{name} holds a single record", "export the activity again")
    raw = {column: records[column].to_numpy(dtype=float) for column in records}
    distance_m, leaps = growing_distance(raw["distance_m"], raw["speed_mps"], duration_s)
    if distance_m[-1] <= 0:
        raise InputError(f"{name} has neither distance, speed nor places",
                         "switch GPS or the foot pod on")  # fmt: skip
    has_way = bool(np.isfinite(raw["distance_m"]).any())
    pace = paced(raw["speed_mps"], distance_m, duration_s, has_way)
    speed, distance_m = pace.speed_mps, pace.distance_m
    if distance_m[-1] > LONGEST_M:
        raise InputError(f"{name} covers {distance_m[-1] / 1000:,.0f} km: its distance or its clock"
                         " is damaged", "export the activity again")  # fmt: skip
    steps = steps_per_minute(raw["cadence"], speed)
    contact, more = _contact(raw["contact_ms"])
    table = pd.DataFrame(
        {
            "time_s": np.cumsum(duration_s),
            "duration_s": duration_s,
            "clock_s": raw["clock_s"],
            "distance_m": distance_m,
            "speed_mps": speed,
            "altitude_m": raw["altitude_m"],
            "grade": grade_along(distance_m, raw["altitude_m"]),
            "cadence_spm": steps.cadence_spm,
        }
    )
    derived, last = _steps(speed, steps.cadence_spm, contact)
    refuse_rides(name, speed, derived["step_length_m"])
    for column, values in derived.items():
        table[column] = values
    table["heart_rate_bpm"] = np.where(raw["heart_rate_bpm"] > 0, raw["heart_rate_bpm"], np.nan)
    table["temperature_c"] = raw["temperature_c"]
    known = np.isfinite(contact).any()
    totals = totals_of(records.assign(cadence=steps.counted), distance_m, duration_s)
    own = counted_alike(recording.summary, totals.cadence)
    differences = differences_pct(totals, own, steps.factor)
    return Run(
        name=name,
        kind=recording.kind,
        device=recording.device,
        table=table,
        summary=_both_feet(own, steps.factor),
        totals=_both_feet(totals, steps.factor),
        differences_pct=differences,
        contact_source=(recording.contact_source or "the file") if known else None,
        notes=(*recording.notes, *timed.notes, *leaps, *pace.notes, *steps.notes, *more, *last,
               *disagreements(differences)),
    )  # fmt: skip


def _both_feet(summary: Summary, factor: float) -> Summary:
    return replace(summary, cadence=summary.cadence * factor)


def _contact(contact_ms: Floats) -> tuple[Floats, list[str]]:
    """Contact times that can be; a zero is a sensor that saw nothing."""
    given = np.nan_to_num(contact_ms) > 0
    possible = given & (contact_ms >= CONTACT_MS[0]) & (contact_ms <= CONTACT_MS[1])
    absurd = int(given.sum() - possible.sum())
    notes = [f"contact time is impossible in {absurd} records; taken as missing"] if absurd else []
    return np.where(possible, contact_ms, np.nan), notes


def _steps(speed: Floats, cadence: Floats, contact: Floats) -> tuple[dict[str, Floats], list[str]]:
    """Step length, contact, flight and the ways made in each."""
    moving = (np.nan_to_num(cadence) > 0) & (np.nan_to_num(speed) > 0)
    step_s = np.divide(60.0, cadence, out=np.full(len(cadence), np.nan), where=moving)
    flight = 1000 * step_s - contact
    negative = flight < 0
    absurd = negative | (flight > LONGEST_FLIGHT_MS)
    known = np.isfinite(flight)
    notes = []
    if known.any() and negative.sum() > TOO_OFTEN * known.sum():
        share = negative.sum() / known.sum()
        notes.append(
            f"flight is withheld: contact is longer than the step in {share:.0%} of records;"
            " contact and cadence don't belong together, or this is a walk"
        )
        absurd = known
    elif absurd.any():
        notes.append(f"flight is negative or absurd in {absurd.sum()} records; withheld there")
    flight = np.where(absurd, np.nan, flight)
    return {
        "step_length_m": speed * step_s,
        "contact_ms": contact,
        "flight_ms": flight,
        "contact_distance_m": np.where(np.isfinite(flight), speed * contact / 1000, np.nan),
        "flight_distance_m": speed * flight / 1000,
    }, notes
