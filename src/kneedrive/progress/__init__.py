"""Progress: whether it worked, beyond the measuring error.

In reading order: `watched` (which numbers, with what is known of them beforehand), `observations`
(clips and runs of one athlete, before, during and after), `scatter` (why clips differ without a
change), `mixture` and `model` (one change at matched speed and cadence), `verdict`, `strength`
(knee holds), `adherence` (done against prescribed), `progress` (all together); then the ways out:
`words`, `plots`, `page`.
"""

from kneedrive.progress.progress import Progress, find_progress

__all__ = ["Progress", "find_progress"]
