"""Speed of the pose stage beside a plain loop over mediapipe 0.10.21, in one run.

    python bench/pose_speed.py clip.mp4 [rounds]

Each runs in turn, in a process of its own, and reads the clip twice; the second time counts, when
the networks are open. The best of several rounds is shown: other work on the machine only slows
things down.
"""

import subprocess
import sys
import time
from pathlib import Path

from kneedrive.film import choose_clock, probe
from kneedrive.pose import estimate
from kneedrive.pose.weights import Model

ROOT = Path(__file__).parent.parent
MEDIAPIPE = ROOT / ".venv-mediapipe" / "bin" / "python"


def mediapipe_python() -> Path:
    """Python of mediapipe's own environment, made through pip where it is not there yet."""
    if not MEDIAPIPE.exists():
        folder = MEDIAPIPE.parent.parent
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        wanted = ["-m", "pip", "install", "--quiet", "mediapipe==0.10.21"]
        subprocess.run([MEDIAPIPE, *wanted], check=True)
    return MEDIAPIPE


def frames_per_second(command: list[str]) -> float:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    count, seconds = done.stdout.split()[-2:]
    return int(count) / float(seconds)


def own_loop(path: str, model: Model) -> None:
    clip = probe(Path(path))
    for _ in range(2):
        start_s = time.perf_counter()
        keypoints = estimate(clip, choose_clock(clip, None), model=model)
        seconds = time.perf_counter() - start_s
    print(len(keypoints.time_s), seconds)


def measure(path: str, rounds: int) -> dict[str, float]:
    """Frames a second of each."""
    loop = Path(__file__).with_name("mediapipe_loop.py")
    commands = {
        "mediapipe 0.10.21 full": [str(mediapipe_python()), str(loop), path],
        "kneedrive full": [sys.executable, __file__, "--own", path, "full"],
        "kneedrive heavy": [sys.executable, __file__, "--own", path, "heavy"],
    }
    best = dict.fromkeys(commands, 0.0)
    for _ in range(rounds):
        for name, command in commands.items():
            best[name] = max(best[name], frames_per_second(command))
    return best


def main(path: str, rounds: int) -> None:
    best = measure(path, rounds)
    reference = best["mediapipe 0.10.21 full"]
    print(f"| on {Path(path).name} | frames a second | against mediapipe |")
    print("|---|---|---|")
    for name, rate in best.items():
        print(f"| {name} | {rate:.0f} | {rate / reference:.2f} x |")


if __name__ == "__main__":
    if sys.argv[1] == "--own":
        own_loop(sys.argv[2], "heavy" if sys.argv[3] == "heavy" else "full")
    else:
        main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3)
