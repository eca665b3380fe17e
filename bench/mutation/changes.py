"""Small changes to a module's source: what a mistake in the measuring core would look like.

A number goes up or down by a quarter (a whole one by one), a sign or a comparison turns round, a
term or a factor is left out, the largest becomes the smallest, left becomes right, heel becomes
toe. Left alone is what no measurement hangs on: annotations, decorators, the words of messages, and
guards against rounding (numbers below 1e-5).
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SMALLEST = 1e-5
SWAPPED_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
TURNED_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
DROPPED = (ast.Add, ast.Sub, ast.Mult, ast.Div)
PAIRS = (
    ("min", "max"),
    ("argmin", "argmax"),
    ("nanmin", "nanmax"),
    ("minimum", "maximum"),
    ("sin", "cos"),
    ("floor", "ceil"),
    ("any", "all"),
    ("left", "right"),
    ("heel", "toe"),
    ("hip", "knee"),
)
OTHER = {a: b for pair in PAIRS for a, b in (pair, pair[::-1])}
NO_MEASURE = frozenset({"strict"})  # keyword arguments that only guard


@dataclass(frozen=True)
class Mutation:
    """One change: (line, column) in bytes from where to where, and what stands there then."""

    line: int
    column: int
    end_line: int
    end_column: int
    old: str
    new: str

    def applied(self, source: str) -> str:
        """The source with the change made."""
        lines = source.encode().splitlines(keepends=True)
        first, last = lines[self.line - 1], lines[self.end_line - 1]
        changed = first[: self.column] + self.new.encode() + last[self.end_column :]
        return b"".join([*lines[: self.line - 1], changed, *lines[self.end_line :]]).decode()


def find_mutations(path: Path) -> list[Mutation]:
    """Every change of a module, in the order of the text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {}
    for node in _measuring(tree):
        for change in _changes(node):
            new = ast.unparse(ast.fix_missing_locations(change))
            place = node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0
            mutation = Mutation(*place, ast.unparse(node), f"({new})" if _needs(node) else new)
            found[(*place, new)] = mutation
    return sorted(found.values(), key=lambda m: (m.line, m.column, m.end_line, m.new))


def _needs(node: ast.expr) -> bool:
    """Whether what replaces the node has to be bracketed."""
    return not isinstance(node, ast.Constant | ast.Name | ast.Attribute)


def _measuring(node: ast.AST) -> Iterator[ast.expr]:
    """Expressions on which a result hangs."""
    if isinstance(node, ast.Raise | ast.JoinedStr | ast.Assert):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) in ("Literal", "Mapping"):
        return
    if isinstance(node, ast.keyword) and node.arg in NO_MEASURE:
        return
    if isinstance(node, ast.expr):
        yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _measuring(child)


def _changes(node: ast.expr) -> Iterator[ast.expr]:
    """What could stand in place of an expression."""
    if isinstance(node, ast.Constant):
        yield from (ast.Constant(value) for value in _other_values(node.value))
    elif isinstance(node, ast.BinOp):
        if type(node.op) in SWAPPED_OPERATORS:
            yield ast.BinOp(node.left, SWAPPED_OPERATORS[type(node.op)](), node.right)
        if isinstance(node.op, DROPPED):
            yield node.left
            if isinstance(node.op, ast.Add | ast.Mult):
                yield node.right
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        turned = TURNED_COMPARISONS[type(node.ops[0])]()
        yield ast.Compare(node.left, [turned], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub | ast.Invert):
        yield node.operand
    elif isinstance(node, ast.Name) and node.id in OTHER and node.id in ("min", "max"):
        yield ast.Name(OTHER[node.id])
    elif isinstance(node, ast.Attribute) and node.attr in OTHER:
        changed = copy.copy(node)
        changed.attr = OTHER[node.attr]
        yield changed


def _other_values(value: object) -> Iterator[object]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1)
    elif isinstance(value, float):
        if value == 0:
            yield 1.0
        elif abs(value) >= SMALLEST:
            yield from (value * 1.25, value * 0.8)
    elif isinstance(value, str) and value in OTHER:
        yield OTHER[value]
