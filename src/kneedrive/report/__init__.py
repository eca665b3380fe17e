"""Report: tables, annotated film and a page that opens offline."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kneedrive.report.files import metrics_document
    from kneedrive.report.write import REPORT_NAME, write_report

__all__ = ["REPORT_NAME", "metrics_document", "write_report"]

_LATER = {
    "REPORT_NAME": "kneedrive.report.write",
    "metrics_document": "kneedrive.report.files",
    "write_report": "kneedrive.report.write",
}


def __getattr__(name: str) -> Any:
    """Loaded when first asked for: other rooms only need the small parts of this one."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
