"""Report: tables, annotated film and a page that opens offline."""

from typing import TYPE_CHECKING

from kneedrive.later import load_later

if TYPE_CHECKING:
    from kneedrive.report.files import metrics_document
    from kneedrive.report.write import REPORT_NAME, write_report

__all__ = ["REPORT_NAME", "metrics_document", "write_report"]

__getattr__ = load_later(
    __name__,
    {
        "kneedrive.report.files": ("metrics_document",),
        "kneedrive.report.write": ("REPORT_NAME", "write_report"),
    },
)
