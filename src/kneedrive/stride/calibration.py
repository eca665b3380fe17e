"""A runner's own offset of strike and toe-off, known from a clip whose contacts were measured.

Kinematics and force disagree by a few milliseconds that belong to the runner: shoe, foot strike,
the way the heel comes down. They mostly keep their sign at other speeds, so what one clip
shows can be taken out of another clip of the same runner, filmed the same way. One clip shows it
with an error of its own; as usual with one observation of a quantity whose spread is known, the
share of it is taken that is more likely runner than chance.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from kneedrive.errors import InputError
from kneedrive.motion.motion import Side
from kneedrive.pose.bias import bias_of
from kneedrive.stride.events import FootEvents
from kneedrive.stride.method_error import MethodError, method_errors

# Standard error of a contact's offset that lies in the way from one speed to another: sixteen
# measured runners with perfect landmarks, calibrated at 3.5 m/s, judged at 2.5 and 4.5 m/s.
BETWEEN_SPEEDS_MS = 3.0


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

    @property
    def share(self) -> float:
        """How much of the offset is more likely the runner than chance, 0 to 1."""
        own = self._of_contact.fixed**2
        return float(own / (own + self._chance_ms**2))

    def taken_out(
        self, events: Mapping[Side, FootEvents], stride_hz: float
    ) -> dict[Side, FootEvents]:
        """The events without the runner's offset, as far as it is known."""
        strike, toe_off = (
            self.share * late * stride_hz for late in (self.strike_s, self.toe_off_s)
        )
        return {
            side: replace(e, strike=e.strike - strike, toe_off=e.toe_off - toe_off)
            for side, e in events.items()
        }

    def leaves(self, error: MethodError) -> MethodError:
        """A timing metric's error with what the calibration leaves of its fixed part."""
        return replace(error, fixed=error.fixed * float(np.sqrt(1 - self.share)))

    @property
    def _chance_ms(self) -> float:
        """Standard error of a contact's offset as the calibration shows it."""
        strides = max(1, self.contacts // 2)
        return float(np.hypot(BETWEEN_SPEEDS_MS, self._of_contact.per_stride / np.sqrt(strides)))

    @property
    def _of_contact(self) -> MethodError:
        return method_errors(bias_of(self.model).family)["contact_time_ms"]


def _kind(model: str) -> str:
    """Landmarks of one network share their offsets; so do those whose origin is unknown."""
    return bias_of(model).family
