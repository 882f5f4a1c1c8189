"""Formulas run on placeholders and written out: LaTeX, and programs in JavaScript and Python."""
