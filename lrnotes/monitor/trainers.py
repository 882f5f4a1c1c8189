"""Which of the Trainers an object is: that of Hugging Face, or that of Lightning under either of its names."""

#: Lightning's packages, and where each has its Trainer.
LIGHTNING = {"lightning": "lightning.pytorch", "pytorch_lightning": "pytorch_lightning"}


def library_of(what):
    """The library of a Trainer, "transformers" or one of ``LIGHTNING``, also of a class of one's own made of it.

    None of everything else. Nothing is imported.
    """
    for parent in type(what).__mro__:
        library = parent.__module__.partition(".")[0]
        if parent.__name__ == "Trainer" and library in ("transformers", *LIGHTNING):
            return library
    return None
