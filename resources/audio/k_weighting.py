"""K weighting: how much a frequency counts for loudness, after ITU-R BS.1770-5."""

import numpy as np
from numpy.typing import NDArray

OFFSET_LU = -0.691
"""What is added so that a 997 Hz sine reads its own level."""


def k_weights(turns: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the power gain of the standard's two filters, a shelf and a high pass.

    Args:
        turns: frequencies as shares of 48 kHz, the rate that the coefficients are given for.
    """
    z = np.exp(-2j * np.pi * turns)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    high_pass = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return np.square(np.abs(shelf * high_pass))
