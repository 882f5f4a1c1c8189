"""What a chapter recorded from an original is derived anew by some test, or names a library that no test can run."""

from support.recorded import RELEASES, cells, records

# Recorded once, from the library's own source: they are in no environment of the tests.
NOT_RUN = {
    "timm",
    "fastai",
    "fairseq",
    "pytorch_optimizer",
    "ignite",
    "megatron",
    "olmo_core",
    "deepspeed",
    "dolomite_engine",
}


def test_every_record_names_its_original_and_release():
    found = [record for _, source in cells() for record in records(source)]
    assert len(found) >= 4
    for record in found:
        assert set(record) <= {"original", "release", "learning_rate", "metrics", "arguments", "values"}
        assert record["original"].partition(".")[0] in {*RELEASES, *NOT_RUN}
        assert len(record["values"]) >= 5 and record["release"]
