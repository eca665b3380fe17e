"""Motion: keypoints become the motion of a runner, in metres and degrees."""
