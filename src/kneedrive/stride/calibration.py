"""A runner's own offset of strike and toe-off, known from a clip whose contacts were measured.

Kinematics and force disagree by a few milliseconds that belong to the runner: shoe, foot strike,
the way the heel comes down. The sign stays the same at all speeds, so what one calibrated clip
shows can be taken out of another clip of the same runner, filmed the same way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from kneedrive.errors import InputError
from kneedrive.motion.motion import Side
from kneedrive.stride.events import FootEvents
from kneedrive.stride.method_error import MethodError

# What of a contact's offset the calibration can't know: it is not quite the same at another speed
# and on another day. Standard error, from measured runs calibrated at 3.5 m/s and judged at 2.5 and
# 4.5 m/s (docs/how-it-works.md).
LEFT_MS = 3.0


@dataclass(frozen=True)
class Calibration:
    """How much later than they truly are this runner's events are found.

    Parameters
    ----------
    source : name of the clip whose contacts are known
    model : pose model that saw it
    contacts : how many of its contacts were found, both feet
    strike_s, toe_off_s : found minus true, mean of both feet; + = found too late
    """

    source: str
    model: str
    contacts: int
    strike_s: float
    toe_off_s: float

    def check(self, model: str) -> None:
        """Raise InputError where landmarks of this model have other offsets."""
        if _kind(model) != _kind(self.model):
            raise InputError(
                f"the landmarks of the clip come from {_kind(model)}, those of the calibration "
                f"{self.source} from {_kind(self.model)}: their offsets differ",
                "calibrate with a clip that is read the same way",
            )

    def taken_out(
        self, events: Mapping[Side, FootEvents], stride_hz: float
    ) -> dict[Side, FootEvents]:
        """The events without the runner's offset."""
        return {
            side: replace(
                e,
                strike=e.strike - self.strike_s * stride_hz,
                toe_off=e.toe_off - self.toe_off_s * stride_hz,
            )
            for side, e in events.items()
        }

    def leaves(self, error: MethodError, of_contact: MethodError) -> MethodError:
        """A timing metric's error with what the calibration leaves of its fixed part.

        of_contact : the error of a contact time, ms; other timing metrics shrink by as much
        """
        own = of_contact.per_stride / np.sqrt(max(1, self.contacts // 2))
        left = float(np.hypot(LEFT_MS, own)) / of_contact.fixed
        return replace(error, fixed=error.fixed * min(1.0, left))


def _kind(model: str) -> str:
    """Pose models of one kind share their offsets: blazepose-full and blazepose-heavy."""
    return model.split("-")[0]
