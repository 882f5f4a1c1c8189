"""Recipes for speech, for encoders of text, for translation and summaries."""

from .recipe import Recipe, Source

_REPOSITORY = "facebookresearch/fairseq"
_SCHEDULERS = "fairseq/optim/lr_scheduler"
_POLYNOMIAL = Source(
    _REPOSITORY, "003179f31ecdf7c667ed1fd0b751f1c6e9a71134", f"{_SCHEDULERS}/polynomial_decay_schedule.py"
)
_TRI_STAGE = Source(_REPOSITORY, "00bc279894ab6ed3641b0f791acc578ac2083584", f"{_SCHEDULERS}/tri_stage_lr_scheduler.py")
_INVERSE_SQRT = Source(
    _REPOSITORY, "07665ac83232f86d16fbec94c1421e1e3fd6a303", f"{_SCHEDULERS}/inverse_square_root_schedule.py"
)
_TO_MAX_UPDATE = "The decay ends with the run, which is fairseq's default for configurations of this kind."
_BART = Source(_REPOSITORY, "0bdc1d96b8bb01aca6d44087eb923023ba5718d3", "examples/bart/README.summarization.md")
_TRANSLATION = Source(_REPOSITORY, "15bd9bebbb6d34c70cacdc69ac21df2bbd6c1afd", "examples/translation/README.md")


def _linear(
    name: str, task: str, year: int, peak: float, warmup: int, length: int, batch: str, source: Source, note: str = ""
) -> Recipe:
    return Recipe(
        name=name,
        task=task,
        year=year,
        optimizer="Adam",
        shape="linear",
        peak=peak,
        warmup=warmup,
        end=0.0,
        length=length,
        batch=batch,
        expression=f"LinearDecay({peak}, {length} - {warmup}).warmup({warmup})",
        source=source,
        formula=_POLYNOMIAL,
        note=note,
    )


def _inverse_sqrt(name: str, year: int, start: float, batch: str, source: Source, note: str = "") -> Recipe:
    first = f", {start}" if start else ""
    return Recipe(
        name=name,
        task="machine translation",
        year=year,
        optimizer="Adam",
        shape="inverse square root",
        peak=5e-4,
        warmup=4000,
        end=None,
        length=None,
        batch=batch,
        expression=f"PowerDecay(5e-4, 4000).warmup(4000{first})",
        source=source,
        formula=_INVERSE_SQRT,
        note=note,
    )


SPEECH_AND_TEXT = (
    _linear(
        "wav2vec2-base", "self-supervised learning of speech", 2020, 5e-4, 32_000, 400_000,
        "1,400,000 samples of sound on each of 64 devices",
        Source(
            _REPOSITORY, "07dfe9c10af124d232a643953aa7c60c9020c544",
            "examples/wav2vec/config/pretraining/wav2vec2_base_librispeech.yaml",
        ),
        _TO_MAX_UPDATE,
    ),
    Recipe(
        name="wav2vec2-base-100h",
        task="speech recognition",
        year=2020,
        optimizer="Adam",
        shape="tri-stage",
        peak=3e-5,
        warmup=8000,
        end=1.5e-6,
        length=80_000,
        batch="3,200,000 samples of sound on each of 2 devices, four times accumulated",
        expression="TriStageDecay(3e-5, 8000, 32_000, 40_000, init_lr_scale=0.01, final_lr_scale=0.05)",
        source=Source(
            _REPOSITORY, "99b364a2879ced21be3f9ae6f74f540fba0115ac",
            "examples/wav2vec/config/finetuning/base_100h.yaml",
        ),
        formula=_TRI_STAGE,
        note="10% of the updates are warmup, 40% have the peak, 50% decay.",
    ),
    _linear(
        "RoBERTa-base", "masked language model pretraining", 2019, 5e-4, 10_000, 125_000,
        "16 sequences of 512 tokens a device, 16 times accumulated",
        Source(
            _REPOSITORY, "84c873d859c9976c0988489d5b24b04788b69220", "examples/roberta/config/pretraining/base.yaml"
        ),
        _TO_MAX_UPDATE,
    ),
    _linear(
        "BART-CNN-DM", "summarization", 2019, 3e-5, 500, 20_000,
        "2048 tokens on each of 8 devices, four times accumulated", _BART,
    ),
    _linear(
        "BART-XSum", "summarization", 2019, 3e-5, 500, 15_000,
        "2048 tokens on each of 8 devices, twice accumulated", _BART,
    ),
    _inverse_sqrt(
        "Transformer-big-WMT16-en-de", 2018, 1e-7, "3584 tokens a device",
        Source(_REPOSITORY, "2b7c3e4340f967c08d97be780c20cdacc3db6452", "examples/scaling_nmt/README.md"),
        "For large batches (16 times accumulated) the README advises a peak of 0.001.",
    ),
    _inverse_sqrt("Transformer-IWSLT14-de-en", 2019, 0.0, "4096 tokens on one device", _TRANSLATION),
    _inverse_sqrt(
        "Transformer-IWSLT17-multilingual", 2019, 1e-7, "4000 tokens on one device, eight times accumulated",
        _TRANSLATION, "It trains for 50 epochs.",
    ),
)  # fmt: skip
