"""The published multi-power laws as a module of the chart, which ``python -m lrnotes.live.laws`` writes."""

import json
from pathlib import Path

from ..forecast.changes import Numbers
from ..forecast.power_law import PUBLISHED, MultiPowerLaw

SOURCE = Path(__file__).parent / "chart" / "src" / "laws.js"

_HEAD = """/**
 * The published multi-power laws, by the size of the model, and the runs that they were fitted to. Written by
 * `python -m lrnotes.live.laws` from lrnotes/forecast/power_law.py, where the source stands: change them there.
 */
"""


def module() -> str:
    """What stands in ``chart/src/laws.js``."""
    laws = {size: MultiPowerLaw.published(size) for size in PUBLISHED}
    (fitted,) = {law.fitted for law in laws.values()}
    assert fitted is not None and fitted.lowest_peak == fitted.highest_peak
    numbers = "".join(f'  "{size}": {_numbers_of(law)},\n' for size, law in laws.items())
    runs = f"{{ peak: {json.dumps(fitted.highest_peak)}, first: {fitted.first}, last: {fitted.last} }}"
    return f"{_HEAD}export const LAWS = {{\n{numbers}}};\n\nexport const FITTED = {runs};\n"


def _numbers_of(law: MultiPowerLaw) -> str:
    lines = [f"    {name}: {json.dumps(getattr(law, name))},\n" for name in Numbers._fields]
    return f"{{\n{''.join(lines)}  }}"


if __name__ == "__main__":
    SOURCE.write_text(module(), encoding="utf-8")
