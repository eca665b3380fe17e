"""Mutants that change nothing anybody could measure, and why."""

SAME: dict[str, str] = {
    "motion/exchange.py:82:45 1.0 -> 0.8": "only the sign of the product is asked for",
    "motion/fold.py:121:33 0.05 -> 0.04000000000000001": (
        "where the noise starts from: eight rounds later no coefficient of a leg of 200 px has "
        "moved by 0.003 px"
    ),
    "motion/lab/export.py:134:41 0 -> 1": "a plate's load is nothing or above 20 N",
    "stride/tempo.py:78:24 0 -> -1": (
        "a Fourier series of 14 harmonics has the same mean over two strides as over one"
    ),
}
