"""Many runs: the fade of each in a folder of years, as a table and a picture."""

from kneedrive.fade.runs.folder import run_files
from kneedrive.fade.runs.measure import measure_all
from kneedrive.fade.runs.row import Row, measured_row
from kneedrive.fade.runs.write import PAGE_NAME, TABLE_NAME, write_runs

__all__ = [
    "PAGE_NAME",
    "TABLE_NAME",
    "Row",
    "measure_all",
    "measured_row",
    "run_files",
    "write_runs",
]
