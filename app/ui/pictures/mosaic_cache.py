"""The mosaics that stay in memory: the last looked at, up to a limit in bytes."""

from collections import OrderedDict

from app.domain.paper import Sha256
from app.ui.pictures.mosaic import Mosaic, cost_bytes

_LEAST_COST = 1024
"""What a mosaic without pictures counts."""

MosaicKey = tuple[Sha256, int, int, float]
"""Whose file, the width and height of the room, and the pixels of the screen in one."""


class MosaicCache:
    """Keeps mosaics; those not asked for the longest go first."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[MosaicKey, Mosaic] = OrderedDict()
        self.held_bytes = 0

    def __contains__(self, key: MosaicKey) -> bool:
        return key in self._kept

    def get(self, key: MosaicKey) -> Mosaic | None:
        """Return a mosaic, None where it is not kept."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: MosaicKey, mosaic: Mosaic) -> None:
        """Keep a mosaic; it stays even where it is larger than the limit alone."""
        if (before := self._kept.pop(key, None)) is not None:
            self.held_bytes -= _cost(before)
        self._kept[key] = mosaic
        self.held_bytes += _cost(mosaic)
        while self.held_bytes > self._most_bytes and len(self._kept) > 1:
            self.held_bytes -= _cost(self._kept.popitem(last=False)[1])

    def forget_empty(self) -> None:
        """Forget the mosaics without pictures: the file may be there again."""
        for key in [key for key, mosaic in self._kept.items() if not mosaic]:
            self.held_bytes -= _cost(self._kept.pop(key))


def _cost(mosaic: Mosaic) -> int:
    return max(cost_bytes(mosaic), _LEAST_COST)
