"""The programme: what to do on which day, why, and what the log makes of it.

The rules stand in tables that anybody can read: `rules.csv`, `moves.csv`, `ladders.csv`,
`progression.csv`, `enters.csv`, and `red_flags.csv` of the whole house (shown with their sources in
docs/programme.md). In reading order: `tables`, `wishes` (what the runner says), `log` (what was
done), `days` and `schedule`, `ladder`, `progression`, `dose`, `standings`, `notes`, `programme`
(all together), `outcome` and `aftermath`; then the ways out: `words`, `calendar_entry` and
`calendar`, `fit`, `drawings` and `pdf`.
"""

from kneedrive.programme.log import Done, Log, Trouble
from kneedrive.programme.programme import Programme, Session, make_programme
from kneedrive.programme.wishes import Wishes

__all__ = ["Done", "Log", "Programme", "Session", "Trouble", "Wishes", "make_programme"]
