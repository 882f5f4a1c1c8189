"""Figures on the site have paths in hundredths of a pixel, and nothing else of them changes."""

from lighter_figures import lighter


def test_numbers_of_paths_are_rounded_and_nothing_else():
    kept = '<svg viewBox="0 0 10.12345 5"><path id="a" d="{}" transform="scale(1.23456)"/></svg>'
    long, short = "M 282.490435 -0.001 L 24.126 7 C 1.5 100.999 2 3", "M 282.49 0 L 24.13 7 C 1.5 101 2 3"
    assert lighter(kept.format(long)) == kept.format(short) == lighter(kept.format(short))
