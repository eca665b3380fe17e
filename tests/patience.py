"""No silence while the suite runs: every ten seconds without a dot, a line says what goes on.

Only where pytest-xdist hands the tests out: there, nothing but this is printed meanwhile.
"""

import threading
import time
from pathlib import PurePosixPath

QUIET_S = 8.0
LOOK_S = 0.5


class Patience:
    """Follows what the workers do."""

    def __init__(self, say):
        self._say = say
        self._running = {}
        self._collected = False
        self._sound_s = time.monotonic()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def pytest_sessionstart(self):
        self._thread.start()

    def pytest_sessionfinish(self):
        self._over.set()

    def pytest_runtest_logstart(self, nodeid):
        self._collected = True
        self._running[nodeid] = time.monotonic()

    def pytest_runtest_logreport(self, report):
        if report.when == "call":
            self._sound_s = time.monotonic()

    def pytest_runtest_logfinish(self, nodeid):
        self._running.pop(nodeid, None)

    def words(self, now_s):
        """What goes on."""
        if not self._collected:
            return "collecting the tests ..."
        running = sorted(self._running.items(), key=lambda item: item[1])
        each = [f"{PurePosixPath(name).name} ({now_s - since:.0f} s)" for name, since in running]
        return f"still running: {', '.join(each) or 'what comes between tests'}"

    def _watch(self):
        while not self._over.wait(LOOK_S):
            now_s = time.monotonic()
            if now_s - self._sound_s > QUIET_S:
                self._sound_s = now_s
                self._say(self.words(now_s))


def pytest_configure(config):
    """Only in the process that hands the tests out."""
    if config.getoption("dist", "no") == "no" or hasattr(config, "workerinput"):
        return

    def say(words):
        config.pluginmanager.getplugin("terminalreporter").write_line(words)

    config.pluginmanager.register(Patience(say), "patience")
