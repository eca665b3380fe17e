"""Report: tables, annotated film and a page that opens offline."""

from kneedrive.report.files import metrics_document
from kneedrive.report.write import REPORT_NAME, write_report

__all__ = ["REPORT_NAME", "metrics_document", "write_report"]
