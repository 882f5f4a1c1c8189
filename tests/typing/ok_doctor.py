"""What users write with the doctor passes both type checkers."""

from typing import assert_type

import lrnotes
from lrnotes.monitor.findings import Diagnosis, Finding

schedule = lrnotes.CosineDecay(0.1, 100)
diagnosis = lrnotes.doctor([0.1, 0.1], schedule, 100, accumulation=4)
assert_type(diagnosis, Diagnosis)
assert_type(diagnosis.codes, list[str])
for finding in diagnosis:
    assert_type(finding, Finding)
    assert_type(finding.first, int | None)
if not diagnosis and len(diagnosis) == 0:
    print(diagnosis, diagnosis.to_dict()["notes"])
