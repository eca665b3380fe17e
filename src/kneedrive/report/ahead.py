"""Read ahead: an iterable's next items are made in a second thread while the last are used."""

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
DEPTH = 6  # items that wait; each may be a whole picture


class _End:
    """The iterable is through, or broke off with an error."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def ahead(items: Iterable[Item], depth: int = DEPTH) -> Iterator[Item]:
    """The same items in the same order; an error is raised where it would have been."""
    ready: queue.Queue[Item | _End] = queue.Queue(maxsize=depth)
    stop = threading.Event()

    def make() -> None:
        error: BaseException | None = None
        try:
            for item in items:
                while not stop.is_set():
                    try:
                        ready.put(item, timeout=0.2)
                        break
                    except queue.Full:
                        continue
                if stop.is_set():
                    return
        except BaseException as raised:
            error = raised
        while not stop.is_set():
            try:
                ready.put(_End(error), timeout=0.2)
                return
            except queue.Full:
                continue

    thread = threading.Thread(target=make, daemon=True)
    thread.start()
    try:
        while True:
            item = ready.get()
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item
    finally:
        stop.set()
        thread.join()
