"""Results as JSON: plain values, what is not known is null, written whole or not at all."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from kneedrive.base.whole import write_whole
from kneedrive.version import __version__

Document = dict[str, Any]


def plain(value: Any, digits: int | None = None) -> Any:
    """A value as JSON has it: numpy numbers as Python's, not-a-number as None.

    digits : decimals that are kept, all where not given
    """
    if isinstance(value, dict):
        return {key: plain(inner, digits) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner, digits) for inner in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return value if digits is None else round(value, digits)
    return value


def document(schema: str, content: Document, digits: int | None = None) -> Document:
    """Plain content with its schema and the version first."""
    return {"schema": schema, "kneedrive": __version__, **plain(content, digits)}


def write_json(made: Document, path: Path) -> None:
    """Write a document."""
    text = json.dumps(made, indent=2, allow_nan=False, ensure_ascii=False)
    write_whole(path, text + "\n")
