"""Recipes of small language models that many people train again: nanoGPT and llm.c."""

from .recipe import Recipe, Source

_TASK = "language model pretraining"

_NANOGPT = Source("karpathy/nanoGPT", "e2221318e607eb5ee0669d6b7641af25a2111545", "train.py")
_LLM_C = Source("karpathy/llm.c", "2eaea3b397f2649956f6cd30ec20e9530fc50923", "llmc/schedulers.h")
_LLM_C_COMMIT = "039904ee9fb925be226116d08b0e4c73e6518b7e"

REPRODUCTIONS = (
    Recipe(
        name="GPT-2-124M-nanoGPT",
        task=_TASK,
        year=2023,
        optimizer="AdamW",
        shape="cosine",
        peak=6e-4,
        warmup=2000,
        end=6e-5,
        length=600_000,
        batch="480 sequences of 1024 tokens",
        expression="CosineDecay(6e-4, 600_000 - 2000, alpha=0.1).warmup(2001).skip(1)",
        source=_NANOGPT,
        formula=_NANOGPT,
        note="The first update has 1/2001 of the peak.",
    ),
    Recipe(
        name="Shakespeare-char-nanoGPT",
        task="character language model",
        year=2023,
        optimizer="AdamW",
        shape="cosine",
        peak=1e-3,
        warmup=100,
        end=1e-4,
        length=5000,
        batch="64 sequences of 256 characters",
        expression="CosineDecay(1e-3, 5000 - 100, alpha=0.1).warmup(101).skip(1)",
        source=Source(
            "karpathy/nanoGPT", "04a1d697ddc57aadb2edbe95816bf86c6b8918b0", "config/train_shakespeare_char.py"
        ),
        formula=_NANOGPT,
    ),
    Recipe(
        name="GPT-2-XL-Shakespeare-nanoGPT",
        task="language model fine-tuning",
        year=2023,
        optimizer="AdamW",
        shape="constant",
        peak=1e-5,
        end=1e-5,
        length=1000,
        batch="1 sequence of 512 tokens",
        expression="Constant(1e-5)",
        source=Source("karpathy/nanoGPT", "74d39be9746680e27d9e7f00af579283a6171129", "config/finetune_shakespeare.py"),
        formula=_NANOGPT,
    ),
    Recipe(
        name="GPT-2-124M-llm.c",
        task=_TASK,
        year=2024,
        optimizer="AdamW",
        shape="cosine",
        peak=6e-4,
        warmup=700,
        end=0.0,
        length=18_865,
        batch="524,288 tokens",
        expression="Constant(6e-4).warmup(700).skip(1).then(CosineDecay(6e-4, 18_865 - 700), at=700)",
        source=Source("karpathy/llm.c", _LLM_C_COMMIT, "scripts/run_gpt2_124M.sh"),
        formula=_LLM_C,
        note="Updates 699 and 700 both have the peak: the warmup counts from 1, the cosine from 0.",
    ),
    Recipe(
        name="GPT-2-1558M-llm.c",
        task=_TASK,
        year=2024,
        optimizer="AdamW",
        shape="cosine",
        peak=6e-4,
        warmup=700,
        end=6e-5,
        length=32_000,
        batch="1,048,576 tokens",
        expression="Constant(6e-4).warmup(700).skip(1).then(CosineDecay(6e-4, 32_000 - 700, alpha=0.1), at=700)",
        source=Source("karpathy/llm.c", _LLM_C_COMMIT, "scripts/run_gpt2_1558M.sh"),
        formula=_LLM_C,
    ),
)
