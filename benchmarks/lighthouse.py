"""Lighthouse's points for performance, a mid-range phone on a slow network: one page of each kind, the median of five.

BROWSER=/usr/bin/chromium python benchmarks/lighthouse.py
"""

import pathlib
import sys

from bars import SHORT, verdict

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "tests"), str(ROOT / "book" / "_tools")]

from support.lighthouse import KINDS, performance  # noqa: E402

LEAST = 98

print("\nLighthouse, performance", flush=True)
for page, points in performance(KINDS[:1] if SHORT else KINDS, runs=1 if SHORT else 5).items():
    print(f"  {page:<52} {points:3.0f}  {verdict(points, LEAST, least=True)}", flush=True)
