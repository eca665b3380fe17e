"""The three networks that one analysis needs, opened."""

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kneedrive.errors import InputError
from kneedrive.pose.blazepose import BlazePose, Body
from kneedrive.pose.detector import Detector
from kneedrive.pose.follow import Scene
from kneedrive.pose.roi import Roi
from kneedrive.pose.runtime import best_precision
from kneedrive.pose.simcc import SimccPose
from kneedrive.pose.weights import Model, Weights, cache_dir, fetch

__all__ = ["Model", "Networks", "PoseReader", "open_networks"]


class PoseReader(Protocol):
    """A landmark network."""

    def prepare(self, image_rgb: NDArray[np.uint8], roi: Roi) -> NDArray[np.uint8]:
        """The picture that the network sees of a region."""

    def read(self, picture: NDArray[np.uint8], roi: Roi) -> Body:
        """Landmarks of a prepared picture."""


@dataclass(frozen=True)
class Networks:
    """Opened networks.

    Parameters
    ----------
    name : of the landmark network, as the report shows it ("blazepose-heavy")
    digest : changes when another network or precision measures
    detector : finds people
    finder : follows them
    reader : measures them
    """

    name: str
    digest: str
    detector: Detector
    finder: BlazePose
    reader: PoseReader

    def known_bodies(self, scene: Scene) -> dict[int, Body]:
        """Bodies at a key frame that need not be read again: finder and reader are one network."""
        if self.reader is not self.finder:
            return {}
        return {p.number: p.body for p in scene.people if p.body is not None}


def open_networks(
    model: Model | Path, say: Callable[[str], None], at_once: bool = False
) -> Networks:
    """Fetch, where need be, and open the networks for a model.

    at_once : each picture as soon as possible, for a live camera; else many pictures, for a film

    Raises
    ------
    InputError : no weights can be had, or the file is no pose network
    """
    own = model if isinstance(model, Path) else None
    if own is not None and not own.is_file():
        raise InputError(f"{own} does not exist", "give heavy, full or the path of an ONNX file")
    return _opened(own, fetch("full" if isinstance(model, Path) else model, say), at_once)


@lru_cache(maxsize=1)  # the next clip is often read with the same networks
def _opened(own: Path | None, weights: Weights, at_once: bool) -> Networks:
    precision = best_precision()
    keep = _folder_for_compiled()
    # The detector in bf16 misses people whom it finds in f32; it runs seldom.
    with ThreadPoolExecutor(3) as pool:
        detector = pool.submit(Detector, weights.detector, precision="f32", keep=keep)
        finder = pool.submit(
            BlazePose, weights.finder, precision=precision, keep=keep, at_once=at_once
        )
        if own is not None:
            reader: PoseReader = SimccPose(own, keep=keep)
            digest = hashlib.sha256(own.read_bytes()).hexdigest()
        else:
            same = weights.landmarks == weights.finder
            reader = (
                finder.result()
                if same
                else BlazePose(weights.landmarks, precision=precision, keep=keep, at_once=at_once)
            )
            digest = precision
    name = f"{own.stem}.onnx" if own is not None else f"blazepose-{weights.model}"
    return Networks(name, digest, detector.result(), finder.result(), reader)


def _folder_for_compiled() -> Path | None:
    """Where compiled networks are kept; None where nothing can be written."""
    folder = cache_dir() / "compiled"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None
