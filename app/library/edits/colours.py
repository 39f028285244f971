"""Check a colour slot of a mark or a topic."""

from app.domain.errors import InvalidInput
from app.domain.mark import N_COLOURS


def check_colour(colour: int) -> None:
    """Accept the slots that a theme has.

    Raises:
        InvalidInput: the slot is none of 1 to 8.
    """
    if not 1 <= colour <= N_COLOURS:
        raise InvalidInput(
            f"There is no colour {colour}.", f"Colours go from 1 to {N_COLOURS}."
        )
