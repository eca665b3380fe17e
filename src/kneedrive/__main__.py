"""The way in: `kneedrive` and `python -m kneedrive`.

Signals are answered before any library is loaded. Ctrl-C ends with status 130, a request to end
(SIGTERM) with 143: 128 and the number of the signal, as shells count. Where the reader of the
output has gone (`kneedrive progress | head`), the command ends in silence. None shows a traceback.
"""

import _thread
import errno
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from types import FrameType
from typing import NoReturn

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_came: list[int] = []  # signals that came while a command ran


def main() -> None:
    """Load the command that is asked for, and run it."""
    _answer_with(_end_at_once)
    from kneedrive.cli import load, run  # only now: it takes a while

    load(sys.argv[1:])
    sys.unraisablehook = _insist
    _answer_with(_unwind)
    try:
        run(date.today())  # noqa: TID251 - read here, and given from here on
    except BaseException as end:
        status = _status_of(end)
    finally:
        _answer_with(signal.SIG_DFL)  # the work is done, the libraries close down
    sys.exit(status)


def _answer_with(answer: Callable[[int, FrameType | None], NoReturn] | signal.Handlers) -> None:
    signal.signal(signal.SIGINT, answer)
    signal.signal(signal.SIGTERM, answer)


def _end_at_once(number: int, _: FrameType | None) -> NoReturn:
    """While libraries load there is nothing to tidy up, and an exception may get lost in them."""
    _say("kneedrive: stopped")
    os._exit(128 + number)


def _unwind(number: int, _: FrameType | None) -> NoReturn:
    """End the command by an exception, so that what it has half done is tidied up."""
    _came.append(number)
    raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(128 + number)


def _insist(lost: "sys.UnraisableHookArgs") -> None:
    """An exception was lost where none can be passed on: if it was to end the command, once more.

    A moment later, since the place that loses it has to be left first.
    """
    if _came and isinstance(lost.exc_value, KeyboardInterrupt | SystemExit):
        threading.Timer(0.05, _thread.interrupt_main, (_came[-1],)).start()
    else:
        sys.__unraisablehook__(lost)


def _status_of(end: BaseException) -> int:
    """The exit status after a command ended so; anything but an end that is meant is raised."""
    if _came:
        _say("kneedrive: stopped; the same command goes on from here")
        return 128 + _came[-1]
    unwritten = _flush() or end
    if isinstance(unwritten, OSError) and unwritten.errno == errno.EPIPE:
        return 1
    if isinstance(unwritten, OSError) and unwritten.errno in NO_ROOM:
        _say(f"kneedrive: the output can't be written ({unwritten.strerror}): make room for it")
        return 2
    if isinstance(end, SystemExit):
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    raise end


def _flush() -> OSError | None:
    """Why what was printed can't be written, None where it is; then nobody tries again."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return error
    return None


def _say(words: str) -> None:
    """One line on the standard error stream, whatever state the streams are in."""
    with suppress(OSError):
        os.write(2, f"{words}\n".encode())


if __name__ == "__main__":
    main()
