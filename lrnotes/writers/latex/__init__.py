"""Formulas as LaTeX: run on letters, and printed in the order in which they were written."""
