"""Everything that an analysis leaves in its folder: all of it, or what was there before."""

from pathlib import Path

from kneedrive.analysis import Analysis
from kneedrive.base.whole_folder import whole_folder
from kneedrive.report.files import (
    write_keypoints_csv,
    write_metrics_json,
    write_motion_csv,
    write_strides_csv,
)
from kneedrive.report.film import Progress, measured_frames, write_annotated
from kneedrive.report.moments import moments, portrait_moment
from kneedrive.report.page import FILM_NAME, write_page
from kneedrive.report.rows import Rows
from kneedrive.report.stills import Album

REPORT_NAME = "report.html"
NAMES = ("metrics.json", "strides.csv", "motion.csv", "keypoints.csv", FILM_NAME, REPORT_NAME)
LEAD_IN_S = 0.5  # read before the first still, so that repeated pictures are known for such


def write_report(
    analysis: Analysis, out_dir: Path, film: bool = True, progress: Progress | None = None
) -> Path:
    """Write the tables, the annotated film and the page; the page's path.

    Parameters
    ----------
    analysis : what was measured
    out_dir : folder, made if missing
    film : whether to write annotated.mp4; an analysis of keypoints has none in any case
    progress : called with the share of the film that is drawn, 0 to 1

    Raises
    ------
    InputError : the folder can't be written to, or the clip is gone
    """
    with whole_folder(out_dir, NAMES) as stage:
        write_metrics_json(analysis, stage / "metrics.json")
        write_strides_csv(analysis, stage / "strides.csv")
        write_motion_csv(analysis, stage / "motion.csv")
        write_keypoints_csv(analysis, stage / "keypoints.csv")
        who, wanted = portrait_moment(analysis), moments(analysis)
        album = Album(analysis, (who, *wanted))
        with_film = film and analysis.clip is not None
        if with_film:
            write_annotated(analysis, stage / FILM_NAME, album, progress)
        else:
            _look_for_stills(analysis, album)
        stills = tuple(still for moment in wanted if (still := album.still(moment)))
        write_page(analysis, stage / REPORT_NAME, album.still(who), stills, with_film)
    return out_dir / REPORT_NAME


def _look_for_stills(analysis: Analysis, album: Album) -> None:
    """Show the album the part of the clip that holds its moments."""
    if analysis.clip is None:
        return
    rows = Rows(analysis)
    begin_s, end_s = album.span_s
    for frame in measured_frames(analysis, begin_s - LEAD_IN_S, end_s):
        row = None if frame.repeated else rows.shown_at(frame.time_s)
        if row is not None:
            album.look(row, frame.image)
