"""The journal: everything a runner keeps, in one database.

In reading order: `tables` (what is kept), `place` (where it lies), `engine` and `faults` (how it is
written, and what can go wrong), `migrate` (older journals), `journal` (open it), `entries` and
`keep`, `filmed`, `by_hand`, `answers` (what comes in), `athletes`, `read` (what comes out),
`capacity`, `programmes`, `rows` (what a row must be), `exporting`, `salvage`, `zip_rows`,
`importing`, `overview`, `listing` (look, and remove what is wrong), `delete`, `sound` (is it
whole?).
"""

from kneedrive.journal.athletes import add_athlete, find_athlete, list_athletes, rename_athlete
from kneedrive.journal.delete import delete_athlete, tidy
from kneedrive.journal.entries import TO_FAILURE, Analysed, Hold, Kept, Note, Origin, Run, Set
from kneedrive.journal.exporting import Exported, export_athlete
from kneedrive.journal.filmed import keep_filmed_sets
from kneedrive.journal.importing import import_athlete
from kneedrive.journal.journal import Journal, open_journal
from kneedrive.journal.keep import (
    digest_of,
    keep_analysis,
    keep_hold,
    keep_note,
    keep_run,
    keep_sets,
)
from kneedrive.journal.listing import list_entries, remove_entry
from kneedrive.journal.place import journal_place
from kneedrive.journal.sound import check_journal

__all__ = [
    "TO_FAILURE",
    "Analysed",
    "Exported",
    "Hold",
    "Journal",
    "Kept",
    "Note",
    "Origin",
    "Run",
    "Set",
    "add_athlete",
    "check_journal",
    "delete_athlete",
    "digest_of",
    "export_athlete",
    "find_athlete",
    "import_athlete",
    "journal_place",
    "keep_analysis",
    "keep_filmed_sets",
    "keep_hold",
    "keep_note",
    "keep_run",
    "keep_sets",
    "list_athletes",
    "list_entries",
    "open_journal",
    "remove_entry",
    "rename_athlete",
    "tidy",
]
