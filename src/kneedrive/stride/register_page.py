"""The register of metrics as a page of the documentation: `python -m` this module prints it."""

from kneedrive.stride.method_error import method_errors
from kneedrive.stride.register import METRICS, Metric

HEAD = """# Metrics

Made from the register (`src/kneedrive/stride/register.py`) by `make docs`; do not edit.

Each metric is a mean over the clip with a 95 % interval. The interval holds the scatter of the
strides, the method's own error (`fixed` stays however long the clip is, `per stride` shrinks with
the number of strides; both as standard deviations, from [accuracy.md](accuracy.md)) and, where
metres are needed, the error of the scale raised to the power given. A metric that can't be trusted
is `withheld` with its reason; so is one whose interval is too wide to say more than speed does.
"""


def metrics_markdown() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(_section(metric) for metric in METRICS)])


def _section(metric: Metric) -> str:
    error = method_errors()[metric.name]
    network = method_errors("blazepose-heavy")[metric.name]
    unit = "%" if error.relative else metric.unit
    method = (
        f"fixed {error.fixed:.3g}, per stride {error.per_stride:.3g} {unit}; from the pose "
        f"network `heavy`'s landmarks {network.fixed:.3g} and {network.per_stride:.3g} {unit}"
    )
    if error.scale_power:
        method += f"; scale to the power {error.scale_power:g}"
    return (
        f"## {metric.title}\n\n"
        f"`{metric.name}`, {metric.unit}\n\n"
        f"{metric.definition}\n\n"
        f"- computed as: {metric.formula}\n"
        f"- method error: {method}\n"
        f"- source: {metric.source}\n"
        f"- indicative where its interval is wider than ± {metric.useful_within:g} {metric.unit}, "
        "withheld beyond one and a half times that\n"
    )


if __name__ == "__main__":
    print(metrics_markdown(), end="")
