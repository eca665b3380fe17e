"""Names of a package that are loaded when they are first asked for.

So that a command, or somebody who only needs a small part of a room, does not wait for all of it.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any


def load_later(package: str, names_of: Mapping[str, Sequence[str]]) -> Callable[[str], Any]:
    """The `__getattr__` of a package.

    names_of : for each module, the names that the package has from it
    """
    module_of = {name: module for module, names in names_of.items() for name in names}

    def load(name: str) -> Any:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(module_of[name]), name)

    return load
