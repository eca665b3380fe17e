"""Numbers as a reader sees them: decimals and units from the register, a real minus sign."""

from kneedrive.stride.measure import Measure
from kneedrive.stride.register import BY_NAME


def number(value: float, decimals: int) -> str:
    """A number with a fixed count of decimals and a typographic minus."""
    text = f"{value:.{decimals}f}"
    if float(text) == 0:
        text = text.removeprefix("-")
    return text.replace("-", "−")


def signed(value: float, decimals: int) -> str:
    """A number with its sign, also where it is a plus; zero has none."""
    text = number(value, decimals)
    return text if text.startswith("−") or float(text) == 0 else f"+{text}"


def unit(name: str) -> str:
    """A metric's unit as shown, degrees as their sign: "ms", "°", "°/s"."""
    return BY_NAME[name].unit.replace("deg", "°")


def amount(name: str, value: float) -> str:
    """A value of a metric with its unit, unbroken at line ends: "169.0 steps/min", "34.0°"."""
    return with_unit(number(value, BY_NAME[name].decimals), name)


def with_unit(text: str, name: str) -> str:
    """A number in words with the unit of its metric, unbroken at line ends."""
    shown = unit(name)
    gap = "" if shown.startswith("°") else "\N{NO-BREAK SPACE}"
    return f"{text}{gap}{shown}"


def interval(name: str, measure: Measure) -> str | None:
    """The 95 % interval without unit: "168.4 to 169.6"; None where there is none."""
    if measure.low is None or measure.high is None:
        return None
    decimals = BY_NAME[name].decimals
    return f"{number(measure.low, decimals)} to {number(measure.high, decimals)}"


def amount_with_interval(name: str, measure: Measure) -> str:
    """A measured value with unit and interval: "245 ms (238 to 252)"; "withheld" without one."""
    if measure.value is None:
        return "withheld"
    ends = interval(name, measure)
    return amount(name, measure.value) + (f" ({ends})" if ends else "")


def pace(speed_mps: float) -> str:
    """A speed as minutes per kilometre: "4:45 min/km"."""
    seconds = round(1000 / speed_mps)
    return f"{seconds // 60}:{seconds % 60:02d} min/km"
