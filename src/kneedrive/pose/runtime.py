"""Neural networks on this machine's cores: a file comes in, a function on pictures goes out.

OpenVINO does the arithmetic. Importing it would send a usage event through `openvino_telemetry`
(its conversion tool does, unless the user has opted out); the film stays on the user's machine and
so does the fact that one was analysed, so this is the only module that imports OpenVINO, and it
imports it without that tool.
"""

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kneedrive.errors import InputError

_CONVERSION_TOOL = "openvino.tools.ovc"


def _import_openvino() -> Any:
    """The `openvino` package, imported without its conversion tool and hence without telemetry."""
    if "openvino" not in sys.modules:
        # None makes Python refuse the import, which openvino/__init__.py allows for.
        sys.modules[_CONVERSION_TOOL] = None  # type: ignore[assignment]
        try:
            import openvino
        finally:
            del sys.modules[_CONVERSION_TOOL]
    import openvino

    return openvino


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


@contextmanager
def one_thread_a_picture() -> Iterator[None]:
    """While this lasts, OpenCV does not split pictures between cores: every core has its own.

    Measured: a twentieth less processor time.
    """
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(before)


class Network:
    """A compiled network with one picture as input; may be called from several threads at once.

    Parameters
    ----------
    path : tflite, ONNX or OpenVINO IR (.xml) file
    outputs : names of the outputs to compute, in the order wanted; None for all, in file order
    mean, scale : the network sees (picture - mean) / scale, per channel (R, G, B) or one for all
    precision : "f32", or "bf16" where the processor has it (see `best_precision`)
    keep : folder in which the compiled network is kept, so that it opens faster the next time
    at_once : every core works on one picture, so that it is ready sooner; else a picture per core,
        so that many are ready sooner

    Attributes
    ----------
    picture_size : (height, width) of the picture it takes
    output_shapes : shape of each output, the batch axis (1) first
    """

    def __init__(
        self,
        path: Path,
        *,
        outputs: Sequence[str] | None = None,
        mean: Sequence[float] = (0.0,),
        scale: Sequence[float] = (1.0,),
        precision: str = "f32",
        keep: Path | None = None,
        at_once: bool = False,
    ) -> None:
        openvino = _import_openvino()
        try:
            model = _core().read_model(str(path))
            if outputs is not None:
                by_name = {output.any_name: output for output in model.outputs}
                model = openvino.Model([by_name[name] for name in outputs], model.get_parameters())
            prepared = _with_picture_input(openvino, _one_picture(model), mean, scale)
        except (RuntimeError, KeyError, IndexError, ValueError):
            raise InputError(f"{path} can't be read as a pose network", "check the file") from None
        settings: dict[str, Any] = {
            "INFERENCE_PRECISION_HINT": precision,
            "ENABLE_CPU_PINNING": False,  # decoding shares the cores with inference
            "NUM_STREAMS": 1 if at_once else cores(),
            "INFERENCE_NUM_THREADS": cores(),
        }
        if keep is not None:
            settings["CACHE_DIR"] = str(keep)
        self._compiled = _core().compile_model(prepared, "CPU", settings)
        shape = self._compiled.input(0).shape
        self.picture_size = (int(shape[1]), int(shape[2]))
        self.output_shapes = [tuple(int(n) for n in o.shape) for o in self._compiled.outputs]
        self._of_thread = threading.local()
        with _shared_lock:
            # The first call prepares things inside OpenVINO's Python layer; two threads that do so
            # at once wait for each other for ever (seen in 1 start of 30).
            self(np.zeros((*self.picture_size, 3), dtype=np.uint8))

    def __call__(self, picture: NDArray[np.uint8]) -> list[NDArray[np.float32]]:
        """Outputs for one RGB picture, (height, width, 3) uint8; each without its batch axis.

        They are good until the same thread calls again.
        """
        if not hasattr(self._of_thread, "request"):
            self._of_thread.request = request = self._compiled.create_infer_request()
            self._of_thread.input = request.get_input_tensor(0).data[0]
            count = len(self.output_shapes)
            self._of_thread.outputs = [request.get_output_tensor(i).data[0] for i in range(count)]
        self._of_thread.input[:] = picture
        self._of_thread.request.start_async()  # with wait, half the overhead of infer
        self._of_thread.request.wait()
        outputs: list[NDArray[np.float32]] = self._of_thread.outputs
        return outputs


def best_precision() -> str:
    """`bf16` where the processor computes in it, else `f32`.

    Measured on real clips, bf16 moves a landmark by a fraction of the spread between neighbouring
    frames and takes little more than half the time (docs/speed.md).
    """
    return "bf16" if "BF16" in _core().get_property("CPU", "OPTIMIZATION_CAPABILITIES") else "f32"


_shared: dict[str, Any] = {}
_shared_lock = threading.Lock()


def _core() -> Any:
    """The one OpenVINO core of this process."""
    with _shared_lock:
        if "core" not in _shared:
            _shared["core"] = _import_openvino().Core()
        return _shared["core"]


def _one_picture(model: Any) -> Any:
    """The model for one picture at a time, where the file leaves the number open."""
    (picture,) = model.inputs
    shape = picture.partial_shape
    if shape[0].is_dynamic:
        shape[0] = 1
        model.reshape(shape)
    return model


def _with_picture_input(
    openvino: Any, model: Any, mean: Sequence[float], scale: Sequence[float]
) -> Any:
    """The model with a uint8 height-width-channel RGB picture as input, normalised inside."""
    from openvino.preprocess import PrePostProcessor

    channels_last = int(model.inputs[0].shape[-1]) == 3
    steps = PrePostProcessor(model)
    steps.input().tensor().set_element_type(openvino.Type.u8).set_layout(openvino.Layout("NHWC"))
    values = steps.input().preprocess().convert_element_type(openvino.Type.f32)
    values.mean(list(mean) if len(mean) > 1 else mean[0])
    values.scale(list(scale) if len(scale) > 1 else scale[0])
    steps.input().model().set_layout(openvino.Layout("NHWC" if channels_last else "NCHW"))
    return steps.build()
