"""The few values of a rulebook that a classification reads."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pitboard.model.rulebook import Rulebook


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """A rulebook as the classification reads it.

    Attributes:
        texts_before_move: official-layout gap texts repeat the order before a move to the back of class.
        minimum_distance: share of the winner's distance that a car must cover to be classified; None for no minimum.
        minimum_distance_of_class: of the class winner's distance instead of the overall winner's.
    """

    texts_before_move: bool = False
    minimum_distance: Decimal | None = None
    minimum_distance_of_class: bool = False

    @staticmethod
    def of(rulebook: Rulebook) -> Options:
        """Read the values out of a rulebook."""
        return Options(
            texts_before_move=rulebook.classification.texts_after_move.value == "before_move",
            minimum_distance=rulebook.race.minimum_distance.value,
            minimum_distance_of_class=rulebook.race.minimum_distance_of.value == "class",
        )
