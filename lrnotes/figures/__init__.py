"""What a chapter shows of a schedule: figures by Matplotlib, formulas, tables, loss curves."""
