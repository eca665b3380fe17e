"""Runs in mediapipe's own environment: pictures in, mediapipe's detections, regions, landmarks out.

    python mediapipe_reference.py pictures.npy answers.npz complexity(1 full, 2 heavy)

Each picture is looked at on its own (no tracking, no smoothing over time).
"""

import sys

import numpy as np
from mediapipe.python.solution_base import SolutionBase
from mediapipe.python.solutions import pose


def main(pictures: str, answers: str, complexity: int) -> None:
    images = np.load(pictures, mmap_mode="r")
    solution = SolutionBase(
        binary_graph_path=pose._BINARYPB_FILE_PATH,
        side_inputs={
            "model_complexity": complexity,
            "smooth_landmarks": False,
            "enable_segmentation": False,
            "smooth_segmentation": False,
            "use_prev_landmarks": False,
        },
        outputs=["pose_landmarks", "pose_detection", "pose_rect_from_detection"],
    )
    height, width = images.shape[1:3]
    roi = np.full((len(images), 4), np.nan)
    points = np.full((len(images), 4, 2), np.nan)
    landmarks = np.full((len(images), 33, 3), np.nan)  # x px, y px, visibility
    for i, image in enumerate(images):
        result = solution.process({"image": np.ascontiguousarray(image)})
        if result.pose_detection:
            found = result.pose_detection.location_data.relative_keypoints
            points[i] = [(k.x * width, k.y * height) for k in found]
            rect = result.pose_rect_from_detection
            half = rect.height * height / 2.0
            up = (half * np.sin(rect.rotation), -half * np.cos(rect.rotation))
            roi[i] = (rect.x_center * width, rect.y_center * height, *up)
        if result.pose_landmarks:
            landmarks[i] = [
                (m.x * width, m.y * height, m.visibility) for m in result.pose_landmarks.landmark
            ]
    np.savez(answers, roi=roi, points=points, landmarks=landmarks)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
