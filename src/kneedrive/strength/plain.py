"""Results as JSON: plain values, what is not known is null, written whole or not at all."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from kneedrive.report.atomic import atomic
from kneedrive.version import __version__

Document = dict[str, Any]


def plain(value: Any, digits: int = 3) -> Any:
    """A value as JSON has it."""
    if isinstance(value, dict):
        return {key: plain(inner, digits) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner, digits) for inner in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return round(value, digits) if math.isfinite(value) else None
    return value


def write_json(schema: str, document: Document, path: Path) -> None:
    """Write a document with its schema and version first."""
    whole = {"schema": schema, "kneedrive": __version__, **document}
    text = json.dumps(plain(whole), indent=2, allow_nan=False, ensure_ascii=False)
    with atomic(path) as part:
        part.write_text(text + "\n", encoding="utf-8")
