"""The rows of many files: in parallel, each content once, memory flat however many there are."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

from kneedrive.fade.runs.row import Row, file_bytes, row_of
from kneedrive.fade.runs.store import Store, key_of

AHEAD = 3  # files handed to each process beforehand
FEW = 4  # fewer files than this are not worth a second process
RENEW = 400  # files after which a process makes room for a new one

Progress = Callable[[float], None]


def measure_all(
    paths: Sequence[Path],
    store_path: Path,
    progress: Progress | None = None,
    processes: int | None = None,
) -> list[Row]:
    """A row per file, in the order given, with its name in `file`.

    Parameters
    ----------
    paths : watch files
    store_path : where known rows lie (see `Store`); made if missing
    progress : called with the share of the files that are done
    processes : at most so many; all cores without it
    """
    keys: list[str] = []
    with Store(store_path) as store:
        count = processes or usable_cores()
        if count == 1 or len(paths) < FEW:
            for path in paths:
                data = file_bytes(path)
                keys.append(key_of(data))
                if keys[-1] not in store.rows:
                    store.keep(keys[-1], row_of(data, path.name))
                _tell(progress, len(keys), len(paths))
        else:
            keys = _in_parallel(paths, store, count, progress)
        return [
            {"file": str(path), "key": key} | store.rows[key]
            for path, key in zip(paths, keys, strict=True)
        ]


def _in_parallel(
    paths: Sequence[Path], store: Store, count: int, progress: Progress | None
) -> list[str]:
    """Measure what is not known yet; the keys of all."""
    keys: list[str] = []
    running: dict[Future[Row], str] = {}
    context = multiprocessing.get_context("spawn")  # forking a process with threads is not safe
    with ProcessPoolExecutor(count, mp_context=context, initializer=_alone,
                             max_tasks_per_child=RENEW) as pool:  # fmt: skip
        try:
            for path in paths:
                data = file_bytes(path)
                key = key_of(data)
                keys.append(key)
                if key not in store.rows and key not in running.values():
                    with _deaf():
                        running[pool.submit(row_of, data, path.name)] = key
                while len(running) >= AHEAD * count:
                    _collect(running, store)
                _tell(progress, len(keys) - len(running), len(paths))
            while running:
                _collect(running, store)
                _tell(progress, len(keys) - len(running), len(paths))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return keys


def _collect(running: dict[Future[Row], str], store: Store) -> None:
    """Wait for at least one row and keep all that are there."""
    done, _ = wait(running, return_when=FIRST_COMPLETED)
    for future in done:
        store.keep(running.pop(future), future.result())


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes started meanwhile don't hear Ctrl-C, which is for this one to answer."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _alone() -> None:
    """One thread a process: the processes are the parallelism."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"


def usable_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _tell(progress: Progress | None, done: int, of: int) -> None:
    if progress is not None:
        progress(done / of)
