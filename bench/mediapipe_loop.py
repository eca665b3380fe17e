"""Runs in mediapipe's own environment: a plain loop over a clip; prints frames, seconds.

    python mediapipe_loop.py clip.mp4

The clip is read twice; the second time counts, when everything has been opened and warmed.
"""

import sys
import time

import cv2
from mediapipe.python.solutions import pose


def main(path: str) -> None:
    with pose.Pose(model_complexity=1) as estimator:
        for _ in range(2):
            start_s = time.perf_counter()
            film = cv2.VideoCapture(path)
            count = 0
            while True:
                there, image_bgr = film.read()
                if not there:
                    break
                estimator.process(cv2.cvtColor(image_bgr, cv2.COLOR_BGR2RGB))
                count += 1
            seconds = time.perf_counter() - start_s
    print(count, seconds)


if __name__ == "__main__":
    main(sys.argv[1])
