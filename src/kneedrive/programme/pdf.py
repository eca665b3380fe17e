"""The programme on one page of paper: the next session, drawings of the moves, boxes to tick."""

import unicodedata
from datetime import UTC, date, datetime, time

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from kneedrive.programme.dose import Prescription
from kneedrive.programme.drawings import Shape, drawing, ground_m, postures_of
from kneedrive.programme.outcome import Outcomes
from kneedrive.programme.programme import Programme, Session
from kneedrive.programme.tables import Move, dose
from kneedrive.programme.words import (
    TITLES,
    WATCH_FOR,
    all_days,
    day_words,
    next_sessions,
    outlook,
)
from kneedrive.red_flags import printed_flags

MARGIN_MM, WIDE_MM = 14.0, 182.0
FIGURE_MM, M_TO_MM = 42.0, 18.5
COLUMNS, WEEKS_ACROSS = 3, 5
INK, SOFT, RULE = (30, 32, 34), (94, 99, 104), (205, 201, 192)
TONES = {
    "far": (186, 190, 188),
    "near": (31, 107, 85),
    "body": (120, 128, 125),
    "tool": (200, 82, 0),
    "ground": RULE,
}


def programme_page(
    programme: Programme, today: date, name: str = "", became: Outcomes | None = None
) -> bytes:
    """One A4 page.

    name : whose it is, printed where the letters allow it
    became : what became of the sessions so far (`outcome`)
    """
    page = FPDF(format="A4")
    page.set_creation_date(datetime.combine(today, time(0), UTC))
    page.set_title("Kneedrive programme")
    page.set_auto_page_break(False)
    page.set_margin(MARGIN_MM)
    page.add_page()
    _head(page, programme, name)
    if programme.stop:
        _paragraph(page, "Stopped. " + programme.stop, 11, INK)
        return bytes(page.output())
    _flags(page)
    coming = next_sessions(programme, today)
    for session in coming:
        if session.items:
            _session(page, session)
        else:
            _paragraph(page, f"{day_words(session.day)}: {TITLES[session.kind]}.", 10, INK)
    _weeks(page, programme, became or {})
    _foot(page, programme.wishes.days_per_week)
    return bytes(page.output())


def _head(page: FPDF, programme: Programme, name: str) -> None:
    page.set_text_color(*INK)
    page.set_font("Times", "B", 22)
    page.cell(0, 9, "Knee drive programme", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    start = day_words(programme.wishes.start)
    whose = f"{_latin(name)}, " if name else ""
    _paragraph(page, f"{whose}{programme.weeks} weeks from {start}", 10, SOFT)
    for note in programme.notes:
        _paragraph(page, note, 8, SOFT)


def _flags(page: FPDF) -> None:
    _paragraph(page, "Before any test or set: with one of these, no exercise.", 7.5, INK)
    for line in printed_flags():
        _paragraph(page, line, 7, INK)
    page.ln(1)


def _session(page: FPDF, session: Session) -> None:
    """The moves of one session, each with its drawings."""
    _title(page, f"{TITLES[session.kind]}: {day_words(session.day)}, {session.minutes} min")
    top = page.get_y()
    bottom = top
    wide = WIDE_MM / COLUMNS
    moves = list(dict.fromkeys(item.move for item in session.items))
    for column, move in enumerate(moves):
        items = [item for item in session.items if item.move == move]
        left = MARGIN_MM + column * wide
        _figures(page, move, items, left, top, wide)
        page.set_xy(left, top + FIGURE_MM)
        _items(page, move, items, left, wide - 4)
        bottom = max(bottom, page.get_y())
    page.set_xy(MARGIN_MM, bottom + 2)


def _figures(
    page: FPDF, move: Move, items: list[Prescription], left: float, top: float, wide: float
) -> None:
    loaded = any(item.load != "none" for item in items) and move != "lsit"
    floor = top + FIGURE_MM - 5
    page.set_draw_color(*TONES["ground"])
    page.line(left, floor, left + wide - 4, floor)
    postures = postures_of(move, items[0].load)
    for i, posture in enumerate(postures):
        shapes = drawing(move, posture, loaded)
        # Both pictures stand on what the first one stands on: a lifted heel must be seen lifted.
        low = ground_m(drawing(move, postures[0], False))
        middle = left + (0.23 + 0.47 * i) * wide
        if move == "lsit":
            middle -= 9
        for shape in shapes:
            _fill(page, shape, middle, floor, low)


def _fill(page: FPDF, shape: Shape, x: float, y: float, low_m: float) -> None:
    points = [(x + M_TO_MM * px, y - M_TO_MM * (py - low_m)) for px, py in shape.points_m]
    page.set_fill_color(*TONES[shape.tone])
    page.set_draw_color(255, 255, 255)
    page.set_line_width(0.15)
    page.polygon(points, style="DF")


def _items(page: FPDF, move: Move, items: list[Prescription], left: float, wide: float) -> None:
    page.set_font("Helvetica", "B", 10)
    page.set_text_color(*INK)
    page.set_x(left)
    page.cell(wide, 5, dose(move).title, new_x=XPos.LEFT, new_y=YPos.NEXT)
    for item in items:
        seconds = " s" if item.unit == "s" else ""
        side = "" if item.side == "both" else f"{item.side} "
        _lines(
            page, f"{side}{item.sets} x {item.amount}{seconds}, {item.load_words}", left, wide, 9
        )
        _boxes(page, left, item.sets)
        for reason in item.why:
            _lines(page, reason, left, wide, 7.5, SOFT)
    _lines(
        page,
        f"{items[0].rir} in reserve, rest {items[0].rest_s} s. {dose(move).how}",
        left,
        wide,
        8,
    )


def _boxes(page: FPDF, left: float, count: int) -> None:
    """A box to write the repetitions of each set into."""
    page.set_draw_color(*SOFT)
    page.set_line_width(0.2)
    for i in range(count):
        page.rect(left + 0.6 + 9 * i, page.get_y() + 0.6, 7.5, 5)
    page.set_xy(left, page.get_y() + 6.4)


def _weeks(page: FPDF, programme: Programme, became: Outcomes) -> None:
    """Every day of the programme with a box to tick, by weeks."""
    _title(page, "All days")
    page.set_font("Helvetica", "", 6.2)
    weeks: dict[int, list[Session]] = {}
    for session in all_days(programme):
        weeks.setdefault(session.week, []).append(session)
    y, high, wide, tallest = page.get_y(), 3.4, WIDE_MM / WEEKS_ACROSS, 0
    for place, (week, sessions) in enumerate(sorted(weeks.items())):
        if place and place % WEEKS_ACROSS == 0:
            y, tallest = y + high * (tallest + 1), 0
        tallest = max(tallest, len(sessions))
        left = MARGIN_MM + wide * (place % WEEKS_ACROSS)
        page.set_xy(left, y)
        page.set_text_color(*SOFT)
        page.cell(wide, high, f"Week {week}")
        page.set_text_color(*INK)
        page.set_draw_color(*SOFT)
        for row, session in enumerate(sessions, 1):
            word = became.get((session.uid, session.day), "")
            if not word:
                page.rect(left + 0.6, y + high * row + 0.7, 2.5, 2.5)
            page.set_xy(left + 3.6, y + high * row)
            said = f"{day_words(session.day)[:-5]}  {SHORT[session.kind]}"
            page.cell(wide, high, f"{said}: {word}" if word else said)
    page.set_xy(MARGIN_MM, y + high * (tallest + 1) + 1)


SHORT = {"strength": "strength", "easy": "easy", "test": "hold test",
         "retest": "hold retest", "film": "film"}  # fmt: skip


def _foot(page: FPDF, days_per_week: int) -> None:
    _paragraph(page, WATCH_FOR, 8, INK)
    for line in outlook(days_per_week):
        _paragraph(page, line, 7, SOFT)


def _title(page: FPDF, text: str) -> None:
    page.set_font("Times", "B", 13)
    page.set_text_color(*INK)
    page.set_x(MARGIN_MM)
    page.cell(0, 7, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _paragraph(page: FPDF, text: str, size: float, colour: tuple[int, int, int]) -> None:
    page.set_font("Helvetica", "", size)
    page.set_text_color(*colour)
    page.set_x(MARGIN_MM)
    page.multi_cell(
        WIDE_MM, 0.45 * size, _latin(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
    )


def _lines(
    page: FPDF,
    text: str,
    left: float,
    wide: float,
    size: float,
    colour: tuple[int, int, int] = INK,
) -> None:
    page.set_font("Helvetica", "", size)
    page.set_text_color(*colour)
    page.set_x(left)
    page.multi_cell(wide, 0.43 * size, _latin(text), align="L", new_x=XPos.LEFT, new_y=YPos.NEXT)


def _latin(text: str) -> str:
    """The text in the letters that a PDF's own fonts have; what has none becomes plain or "?"."""
    try:
        text.encode("latin-1")
        return text
    except UnicodeEncodeError:
        plain = unicodedata.normalize("NFKD", text)
        return plain.encode("latin-1", "ignore").decode("latin-1").strip() or "?"
