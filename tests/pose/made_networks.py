"""Small networks made here, as OpenVINO IR files."""

from pathlib import Path

import numpy as np

from kneedrive.pose import runtime

WIDTH, HEIGHT, COUNT = 48, 64, 26


def brightest_pixel_network(folder: Path, count: int = COUNT) -> Path:
    """A network with SimCC heads: every landmark lies where the picture is brightest.

    Landmark k scores 0.9, but the last one 0.1.
    """
    openvino = runtime._import_openvino()
    from openvino import opset13 as op

    picture = op.parameter([-1, 3, HEIGHT, WIDTH], np.float32)
    grey = op.reduce_max(picture, np.array([1]), keep_dims=False)  # (1, height, width)
    score = np.full((1, count, 1), 0.9, np.float32)
    score[0, -1] = 0.1
    heads = []
    for axis, size in ((1, WIDTH), (2, HEIGHT)):
        line = op.reduce_max(grey, np.array([axis]), keep_dims=True)
        line = op.reshape(line, np.array([1, 1, size]), special_zero=False)
        top = op.reduce_max(line, np.array([2]), keep_dims=True)
        one_hot = op.convert(op.equal(line, top), "f32")
        # two places a pixel: the even ones carry the pixel
        spread = np.zeros((size, 2 * size), np.float32)
        spread[np.arange(size), 2 * np.arange(size)] = 1.0
        places = op.matmul(one_hot, op.constant(spread), False, False)
        heads.append(op.multiply(places, op.constant(score)))
    model = openvino.Model([op.result(h) for h in heads], [picture])
    path = folder / "brightest.xml"
    openvino.save_model(model, str(path), compress_to_fp16=False)
    return path
