"""What a chapter recorded from an original is derived anew by some test, or names a library that no test can run."""

from originals import RECORDED, RUN, library, records
from support.recorded import cells


def test_every_record_names_its_original_and_release():
    found = [record for _, source in cells() for record in records(source)]
    assert len(found) >= 4
    for record in found:
        assert set(record) <= {"original", "release", "learning_rate", "metrics", "arguments", "values"}
        assert library(record) in {*RUN, *RECORDED}
        assert len(record["values"]) >= 5 and record["release"]
