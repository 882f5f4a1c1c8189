"""What a schedule does to the loss: a bound for convex problems, and a law fitted to measured training runs."""

from .bound import best_peak as best_peak
from .bound import last_iterate_bound as last_iterate_bound
from .bound import transfer_peak as transfer_peak
from .power_law import MultiPowerLaw as MultiPowerLaw
from .trial import LinearTrial as LinearTrial
