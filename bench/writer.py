"""A process that keeps entries without end and says each one's key once it is kept.

    python -m bench.writer JOURNAL NAME

It is there to be killed, or to meet another one, or a full disk.
"""

import sys
from datetime import date, timedelta

from bench.made_journal import clip_entry
from kneedrive.errors import InputError
from kneedrive.journal import find_athlete, keep_analysis, open_journal

FIRST = date(2026, 1, 1)


def main(place: str, name: str, most: int) -> int:
    """Write until killed, until `most` are written, or until it is refused: then 2."""
    try:
        with open_journal(place) as journal:
            with journal.writing() as db:
                who = find_athlete(db, "runner", make=True)
            for number in range(most):
                day = FIRST + timedelta(days=number % 300)
                with journal.writing() as db:
                    kept = keep_analysis(db, who.key, clip_entry(f"{name}-{number}", day, {}))
                print(kept.key, flush=True)
    except InputError as refused:
        print(refused, file=sys.stderr, flush=True)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 10**9))
