"""Damage to a table of numbers in text: to its header, its cells, its columns and its times."""

from collections.abc import Callable
from random import Random

from bench.fuzz.material import Damage

CELLS = (
    "", " ", "nan", "inf", "-inf", "-1", "0", "1e308", "-1e308", "1e-308", "1e9", "100", "abc",
    "1,5", "=1+1", "x" * 5000, "\x1b[31m", "٣", "1e400", "0x10", "NULL", "\x00", '"', "--",
)  # fmt: skip
FACTORS = (0.0, -1.0, 1e-9, 1e-3, 0.5, 2.0, 25.4, 1e3, 1e9, 1e300)
Rows = list[list[str]]


def table_damages(separator: str, first_row: int, time_column: int) -> tuple[Damage, ...]:
    """Ways to damage a table whose numbers begin in a row, its times in a column."""

    def of_rows(change: Callable[[Rows, Random], Rows], name: str) -> Damage:
        def damage(data: bytes, random: Random) -> bytes:
            text = data.decode("utf-8", errors="surrogateescape")
            rows = [line.split(separator) for line in text.splitlines()]
            if len(rows) < first_row + 2:
                return data
            lines = [separator.join(row) for row in change(rows, random)]
            return "\n".join(lines).encode("utf-8", errors="surrogateescape")

        damage.__name__ = name
        return damage

    def one_cell(rows: Rows, random: Random) -> Rows:
        for _ in range(random.choice((1, 1, 3, 40))):
            row = rows[random.randrange(len(rows))]
            row[random.randrange(len(row))] = random.choice(CELLS)
        return rows

    def one_column(rows: Rows, random: Random) -> Rows:
        column, cell = random.randrange(len(rows[first_row])), random.choice(CELLS)
        return _changed(rows, first_row, column, lambda _, __: cell)

    def scaled_column(rows: Rows, random: Random) -> Rows:
        column, factor = random.randrange(len(rows[first_row])), random.choice(FACTORS)
        return _scaled(rows, first_row, column, factor)

    def all_scaled(rows: Rows, random: Random) -> Rows:
        factor = random.choice(FACTORS)
        for column in range(len(rows[first_row])):
            if column != time_column:
                rows = _scaled(rows, first_row, column, factor)
        return rows

    def other_times(rows: Rows, random: Random) -> Rows:
        bunch, step_s = random.choice((1, 2, 3, 10, 100)), random.choice((1e-9, 1e-6, 1e-3, 0.02))
        kind = random.choice(("scale", "bunch", "late", "same", "pause"))
        if kind == "scale":
            return _scaled(rows, first_row, time_column, random.choice(FACTORS))
        at = {
            "bunch": lambda i: i // bunch * bunch / 50 + i % bunch * step_s,
            "late": lambda i: 1e12 + i / 50,
            "same": lambda i: 0.0,
            "pause": lambda i: i / 50 + random.choice((1.0, 1e3, 1e9)) * (i > 60),
        }[kind]
        return _changed(rows, first_row, time_column, lambda i, _: f"{at(i):.12g}")

    def lost_column(rows: Rows, random: Random) -> Rows:
        column = random.randrange(len(rows[first_row]))
        return [row[:column] + row[column + 1 :] for row in rows]

    def exchanged_columns(rows: Rows, random: Random) -> Rows:
        a, b = (random.randrange(len(rows[first_row])) for _ in range(2))
        for row in rows:
            if max(a, b) < len(row):
                row[a], row[b] = row[b], row[a]
        return rows

    def header_word(rows: Rows, random: Random) -> Rows:
        words = [cell for row in rows[:first_row] for cell in row] + list(CELLS)
        row = rows[random.randrange(first_row)]
        row[random.randrange(len(row))] = random.choice(words)
        return rows

    def lost_rows(rows: Rows, random: Random) -> Rows:
        kept = random.choice((0, 1, 2, 3, 10, 40))
        return rows[: first_row + kept]

    def mixed_rows(rows: Rows, random: Random) -> Rows:
        body = rows[first_row:]
        random.choice((random.shuffle, list.reverse, list.sort))(body)
        return rows[:first_row] + body

    def missing_stretch(rows: Rows, random: Random) -> Rows:
        column, begin = random.randrange(len(rows[first_row])), random.randrange(len(rows))
        end = begin + random.choice((3, 30, 3000))
        return _changed(rows, first_row, column, lambda i, was: "" if begin <= i < end else was)

    def other_separator(rows: Rows, random: Random) -> Rows:
        other = random.choice((";", "\t", " ", "|", ","))
        return [[other.join(row)] for row in rows]

    changes = (
        one_cell, one_column, scaled_column, all_scaled, other_times, lost_column,
        exchanged_columns, header_word, lost_rows, mixed_rows, missing_stretch, other_separator,
    )  # fmt: skip
    return tuple(of_rows(change, change.__name__) for change in changes)


def other_encoding(data: bytes, random: Random) -> bytes:
    """The text in another encoding, or with other ends of lines."""
    text = data.decode("utf-8", errors="replace")
    kind = random.choice(("utf-16", "utf-8-sig", "cp037", "crlf", "cr"))
    if kind in ("crlf", "cr"):
        return data.replace(b"\n", b"\r\n" if kind == "crlf" else b"\r")
    return text.encode(kind, errors="replace")


def _changed(rows: Rows, first_row: int, column: int, new: Callable[[int, str], str]) -> Rows:
    """Every number of a column changed by its number in the column and what it was."""
    for i, row in enumerate(rows[first_row:]):
        if column < len(row):
            row[column] = new(i, row[column])
    return rows


def _scaled(rows: Rows, first_row: int, column: int, factor: float) -> Rows:
    def scale(_: int, was: str) -> str:
        try:
            return f"{float(was) * factor:.12g}"
        except ValueError:
            return was

    return _changed(rows, first_row, column, scale)
