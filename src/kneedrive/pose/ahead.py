"""Reading ahead: a thread decodes the next frames while the current ones are being worked on."""

import queue
import threading
from collections.abc import Generator, Iterator
from typing import TypeVar

T = TypeVar("T")
_END = object()


def ahead(items: Iterator[T], count: int) -> Generator[T, None, None]:
    """The same items, up to `count` of them made in advance by a thread of their own."""
    ready: queue.Queue[object] = queue.Queue(maxsize=count)
    stop = threading.Event()
    failure: list[BaseException] = []

    def work() -> None:
        try:
            for item in items:
                if not _put(ready, item, stop):
                    return
        except BaseException as error:  # handed to the reader of the items
            failure.append(error)
        _put(ready, _END, stop)

    worker = threading.Thread(target=work, name="decode", daemon=True)
    worker.start()
    try:
        while (item := ready.get()) is not _END:
            yield item  # type: ignore[misc]
        if failure:
            raise failure[0]
    finally:
        stop.set()
        worker.join()


def _put(ready: "queue.Queue[object]", item: object, stop: threading.Event) -> bool:
    """Hand over one item; False where nobody wants it any more."""
    while not stop.is_set():
        try:
            ready.put(item, timeout=0.1)
        except queue.Full:
            continue
        return True
    return False
