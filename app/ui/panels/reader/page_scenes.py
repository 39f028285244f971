"""What lies on the pages beside their pictures: marks, hits and the selection."""

from collections.abc import Mapping, Sequence

from app.domain.mark import Mark, Quad
from app.ui.panels.reader.night import white_pages
from app.ui.panels.reader.page_loader import PageLoader
from app.ui.panels.reader.page_painter import PageScene
from app.ui.panels.reader.text_selecting import TextSelecting


class PageScenes:
    """Puts together what is painted of a page; page indexes are the keys."""

    def __init__(self, loader: PageLoader, selecting: TextSelecting) -> None:
        self._loader = loader
        self._selecting = selecting
        self.tint = white_pages()
        self.clear()

    def clear(self) -> None:
        """Forget all that lies on pages, the selection too."""
        self._selecting.clear()
        self.marks: Mapping[int, Sequence[Mark]] = {}
        self.chosen: Mark | None = None
        self.hits: Mapping[int, Sequence[Sequence[Quad]]] = {}
        self.current_hit: tuple[int, Sequence[Quad]] | None = None

    def scene(self, page_index: int) -> PageScene:
        """Return what is painted of a page."""
        current: Sequence[Quad] = ()
        if self.current_hit is not None and self.current_hit[0] == page_index:
            current = self.current_hit[1]
        chosen = self.chosen
        is_here = chosen is not None and chosen.page_index == page_index
        return PageScene(
            picture=self._loader.picture(page_index),
            squares=self._loader.squares(page_index),
            failure=self._loader.failure(page_index),
            marks=self.marks.get(page_index, ()),
            chosen=chosen if is_here else None,
            selection=self._selecting.quads(page_index),
            hits=self.hits.get(page_index, ()),
            current_hit=current,
            is_night=self.tint.is_dark,
            paper=self.tint.page,
        )
