"""The same crops through mediapipe 0.10.21, in an environment of its own, and through this room.

    python -m pytest -m mediapipe tests/pose

needs pip's registry once, for mediapipe. The film is the studio's.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kneedrive.errors import InputError
from kneedrive.film import frames, probe
from kneedrive.film.studio import Camera, Extras, film_runner, typical_runner
from kneedrive.pose.blazepose import INDEX, BlazePose
from kneedrive.pose.detector import Detector, Tile
from kneedrive.pose.keypoints import LANDMARKS
from kneedrive.pose.weights import fetch

ROOT = Path(__file__).parents[2]
MEDIAPIPE = ROOT / ".venv-mediapipe" / "bin" / "python"
PICTURES = 24

pytestmark = pytest.mark.mediapipe


@pytest.fixture(autouse=True, scope="module")
def asked_for(request):
    if "mediapipe" not in (request.config.option.markexpr or ""):
        pytest.skip("compares with mediapipe: run with -m mediapipe")


@pytest.fixture(scope="module")
def weights(asked_for):
    try:
        return fetch("full")
    except InputError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def images(asked_for, tmp_path_factory):
    """(N, H, W, 3) pictures of a studio runner."""
    folder = tmp_path_factory.mktemp("studio")
    camera = Camera(width_px=720, height_px=960, field_deg=38.0, capture_fps=30.0, shutter=0.3)
    film_runner(typical_runner(3.2, seed=5), camera, Extras(), PICTURES / 30.0, folder / "run")
    return np.stack([frame.image for frame in frames(probe(folder / "run.mp4"))])


@pytest.fixture(scope="module")
def reference(images, tmp_path_factory):
    """What mediapipe says about them."""
    if not MEDIAPIPE.exists():
        subprocess.run([sys.executable, "-m", "venv", MEDIAPIPE.parents[1]], check=True)
        wanted = ["-m", "pip", "install", "--quiet", "mediapipe==0.10.21"]
        subprocess.run([MEDIAPIPE, *wanted], check=True)
    folder = tmp_path_factory.mktemp("mediapipe")
    np.save(folder / "pictures.npy", images)
    script = Path(__file__).with_name("mediapipe_reference.py")
    places = [folder / "pictures.npy", folder / "answers.npz"]
    subprocess.run([MEDIAPIPE, script, *places, "1"], check=True, capture_output=True)
    return np.load(folder / "answers.npz")


def test_landmarks_of_the_same_crops(weights, images, reference):
    pose = BlazePose(weights.finder)
    differences = []
    order = [INDEX[name] for name in LANDMARKS]
    for image, roi, theirs in zip(images, reference["roi"], reference["landmarks"], strict=True):
        if np.isfinite(theirs).all():
            ours = pose.read(pose.prepare(image, roi), roi)
            differences.append(np.hypot(*(ours.xy_px - theirs[order, :2]).T))
    assert len(differences) >= PICTURES - 2
    assert np.median(differences) < 0.5
    assert np.percentile(differences, 95) < 3.0


def test_regions_of_the_same_pictures(weights, images, reference):
    detector = Detector(weights.detector)
    height, width = images.shape[1:3]
    side = float(max(height, width))
    tile = Tile((width - side) / 2, (height - side) / 2, side)
    differences = []
    for image, theirs in zip(images, reference["roi"], strict=True):
        if np.isfinite(theirs).all():
            differences.append(np.abs(detector.find(image, tile)[0].roi - theirs))
    assert len(differences) >= PICTURES - 2
    assert np.median(differences) < 0.5
