"""Part `memory`: peak memory of a one-minute and of a ten-minute clip, 1080p at 60 fps.

A minute is drawn by the studio; the long clip repeats its pictures without encoding them again.
"""

import os
from fractions import Fraction
from pathlib import Path

import av

from bench.speed import child
from bench.store import Document, Say, digest, machine
from kneedrive.film.studio import Camera, Extras, film_runner, typical_runner
from training.footage import STUDIO

MINUTE_S = 60.0
MINUTES = (1, 10)
CAMERA = Camera(width_px=1920, height_px=1080)


def run(scratch: Path, say: Say) -> Document:
    """Measure both clips, each in a process of its own."""
    said = machine()
    folder = scratch / "memory"
    rows = {}
    for minutes in MINUTES:
        clip = long_clip(folder, minutes, say)
        say(f"memory: reading {clip.name}")
        rows[str(minutes)] = child("memory", str(clip), str(folder / f"results-{minutes}"))
    return {"machine": said, "minutes": rows, "fps": CAMERA.capture_fps}


def long_clip(folder: Path, minutes: int, say: Say) -> Path:
    """A studio film of so many minutes, made where it is not there yet."""
    minute = folder / f"minute-{digest(STUDIO)}.mp4"
    if not minute.is_file():
        say("memory: filming one minute")
        folder.mkdir(parents=True, exist_ok=True)
        runner = typical_runner(3.4, height_m=1.78, seed=7)
        film_runner(runner, CAMERA, Extras(), MINUTE_S, minute.with_suffix(""))
    if minutes == 1:
        return minute
    path = minute.with_name(f"{minute.stem}-x{minutes}.mp4")
    if not path.is_file():
        repeat(minute, path, minutes)
    return path


def repeat(source: Path, target: Path, times: int) -> None:
    """The same pictures several times over, one after the other; nothing is decoded."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    with av.open(str(part), mode="w", format="mp4") as out:
        shift_s = Fraction(0)
        stream = None
        for _ in range(times):
            with av.open(str(source)) as film:
                track = film.streams.video[0]
                if stream is None:
                    stream = out.add_stream_from_template(track)
                unit_s = Fraction(track.time_base or 1)
                for packet in film.demux(track):
                    if packet.dts is None or packet.pts is None:
                        continue
                    packet.pts += round(shift_s / unit_s)
                    packet.dts += round(shift_s / unit_s)
                    packet.stream = stream
                    out.mux(packet)
                shift_s += (track.duration or 0) * unit_s
    os.replace(part, target)
