"""All recipes, found by name."""

from ..core.messages import did_you_mean, shown
from .fine_tuning import FINE_TUNING
from .images import IMAGES
from .pretraining import PRETRAINING
from .recipe import Recipe
from .reproductions import REPRODUCTIONS
from .self_supervision import SELF_SUPERVISION
from .smollm import SMOLLM
from .speech_and_text import SPEECH_AND_TEXT

_RECIPES = (
    *REPRODUCTIONS,
    *SMOLLM,
    *PRETRAINING,
    *FINE_TUNING,
    *IMAGES,
    *SELF_SUPERVISION,
    *SPEECH_AND_TEXT,
)
_BY_NAME = {each.name.lower(): each for each in _RECIPES}


def recipe(name: str) -> Recipe:
    """The learning rate schedule that a published model was trained with, and its source.

    Every value was read in the file that is named as the source, at the commit that is named. Where the formula could
    be transcribed, a test shows that the schedule equals it; otherwise the recipe is marked as published.

    Args:
        name (str): the name of the recipe; upper and lower case are the same. :func:`lrnotes.recipes` lists them.

    Returns:
        A :class:`lrnotes.published.recipe.Recipe` with ``schedule``, ``source``, ``peak``, ``warmup`` and more.

    Raises:
        TypeError: if ``name`` is not a string.
        ValueError: if there is no such recipe. The message suggests similar names.

    Example:
        >>> import lrnotes
        >>> recipe = lrnotes.recipe("Pythia-70M")
        >>> recipe.schedule
        CosineDecay(initial_learning_rate=0.001, decay_steps=143000).clip(0.0001).warmup(1430)
        >>> recipe.optimizer, recipe.unit, recipe.source.repository
        ('Adam', 'updates', 'EleutherAI/pythia')
    """
    if not isinstance(name, str):
        raise TypeError(f"recipe: name must be a string; got {shown(name)}")
    if name.lower() not in _BY_NAME:
        names = {each.name: each.name for each in _RECIPES}
        hint = did_you_mean(name, names) or "; lrnotes.recipes() lists all of them"
        raise ValueError(f"recipe: no recipe is named {shown(name)}{hint}")
    return _BY_NAME[name.lower()]


def recipes() -> list[Recipe]:
    """All published recipes: language models first, then fine-tuning, images, speech and text.

    Returns:
        A list of :class:`lrnotes.published.recipe.Recipe`.

    Example:
        >>> import lrnotes
        >>> [each.name for each in lrnotes.recipes() if each.shape == "constant"]
        ['GPT-2-XL-Shakespeare-nanoGPT', 'Stable-Diffusion-v1', 'DiT-XL/2']
    """
    return list(_RECIPES)
