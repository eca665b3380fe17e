"""Runs in mediapipe's own environment: a plain loop over a clip; prints frames and seconds.

python mediapipe_loop.py clip.mp4
"""

import sys
import time

import cv2
from mediapipe.python.solutions import pose


def main(path: str) -> None:
    start_s = time.perf_counter()
    film = cv2.VideoCapture(path)
    count = 0
    with pose.Pose(model_complexity=1) as estimator:
        while True:
            there, image_bgr = film.read()
            if not there:
                break
            estimator.process(cv2.cvtColor(image_bgr, cv2.COLOR_BGR2RGB))
            count += 1
    print(count, time.perf_counter() - start_s)


if __name__ == "__main__":
    main(sys.argv[1])
