"""Keys of entries: the same content gives the same key, on every machine."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from kneedrive.journal.tables import KEY_LETTERS


def key_of(*content: Any) -> str:
    """Thirty-two letters that stand for the content."""
    text = json.dumps(content, sort_keys=True, default=_plain, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:KEY_LETTERS]


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return str(value)
