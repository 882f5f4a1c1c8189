"""What the chapter needs of the results, in one file of the package: it runs where the results are not, as in Colab."""

import json
import pathlib

import numpy as np

import lrnotes

from . import results
from .contestants import Shape, contestants

FILE = pathlib.Path(lrnotes.__file__).parent / "published" / "races.json"


def summary(folder=results.FOLDER):
    """The numbers of every problem that has a result for each schedule."""
    problems = sorted(path.name for path in pathlib.Path(folder).iterdir())
    return {problem: _problem(folder, problem) for problem in problems}


def write(folder=results.FOLDER, file=FILE):
    text = json.dumps(summary(folder), separators=(",", ":"), allow_nan=False)
    file.write_text(text.replace('},"', '},\n"') + "\n", encoding="utf-8")


def _problem(folder, problem):
    files = {name: results.path(folder, problem, name) for name in contestants()}
    found = {name: json.loads(file.read_text(encoding="utf-8")) for name, file in files.items() if file.exists()}
    at_best = {name: _at_best_peak(each["losses"]) for name, each in found.items()}
    winner = min(at_best, key=lambda name: at_best[name].mean())
    first = next(iter(found.values()))
    return {
        "updates": _updates(first["settings"]),
        "seeds": first["settings"]["seeds"],
        "trainings": sum(len(losses) for each in found.values() for losses in each["losses"]),
        "seconds": round(sum(each["made"]["seconds"] for each in found.values())),
        "made": {key: value for key, value in first["made"].items() if key != "seconds"},
        "schedules": {
            name: _schedule(contestants()[name], each, at_best[name], at_best[winner]) for name, each in found.items()
        },
    }


def _updates(settings):
    return next(settings[key]["updates"] for key in ("problem", "model") if key in settings)


def _schedule(contestant, result, losses, least):
    difference = losses - least
    peak, bound = forecast(contestant, _updates(result["settings"]))
    return {
        "peak": _short(result["peaks"][_best(result["losses"])]),
        "final": _short(losses.mean()),
        "interval": _short(_half_interval(losses)),
        "behind": _short(difference.mean()),
        "behind_interval": _short(_half_interval(difference)),
        "bound": _short(bound),
        "bound_peak": _short(peak),
        "peaks": [_short(peak) for peak in result["peaks"]],
        "losses": [_short(loss) for loss in _curve(result["losses"])],
    }


def _array(losses):
    return np.array([np.nan if loss is None else loss for loss in losses])


def _best(losses):
    """The place of the best peak: where all seeds ran, if they did not at every one; else where the mean is least."""
    most = max(map(len, losses))
    means = [np.mean(_array(each)) if len(each) == most else np.inf for each in losses]
    return int(np.nanargmin(means))


def _at_best_peak(losses):
    return _array(losses[_best(losses)])


def _curve(losses):
    """The mean loss at each peak, over the seeds that ran at every one."""
    common = min(map(len, losses))
    return [np.mean(_array(each[:common])) for each in losses]


def _half_interval(values):
    """Half the width of the 95% interval of the mean, by Student's t."""
    from scipy.stats import t

    return t.ppf(0.975, len(values) - 1) * np.std(values, ddof=1) / np.sqrt(len(values))


def forecast(contestant, updates):
    """The peak at which the bound on the last iterate is least, and that bound, times the square root of the updates.

    The peak is that of a problem whose distance and gradient norm are 1. A feedback rule has no rates in advance: None.
    """
    if not isinstance(contestant, Shape):
        return None, None
    rates = contestant.rates(updates)
    peak = lrnotes.best_peak(rates, updates)
    return peak * updates**0.5, lrnotes.last_iterate_bound(peak * rates, updates) * updates**0.5


def _short(value):
    return None if value is None or not np.isfinite(value) else float(f"{value:.5g}")
