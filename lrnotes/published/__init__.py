"""What published models were trained with: schedules as data, each with its source."""

from .table import recipe, recipes

__all__ = ["recipe", "recipes"]
