"""The published laws stand once, in Python: the chart's module of them is what Python writes."""

from lrnotes.live import laws


def test_the_charts_laws_are_the_published_ones():
    assert laws.SOURCE.read_text(encoding="utf-8") == laws.module(), "run: python -m lrnotes.live.laws"
