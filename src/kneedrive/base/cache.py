"""Where what is fetched once is kept: KNEEDRIVE_CACHE, else the user's cache folder."""

import os
from pathlib import Path

import platformdirs


def cache_folder(name: str) -> Path:
    """The folder of one kind of fetched files; it need not exist yet."""
    own = os.environ.get("KNEEDRIVE_CACHE")
    return (Path(own) if own else platformdirs.user_cache_path("kneedrive")) / name
