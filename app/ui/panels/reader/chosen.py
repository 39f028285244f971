"""What shows while text is selected or a mark is chosen."""

from PySide6 import QtCore

from app.domain.mark import Mark
from app.ui.panels.reader.acts import Acts
from app.ui.panels.reader.face import Face
from app.ui.panels.reader.marks_control import MarksControl, Run
from app.ui.panels.reader.reading_tools import ReadingTools
from app.ui.panels.reader.text_selecting import TextSelecting


class Chosen(QtCore.QObject):
    """Keeps the mark bar, the pages and the pane of marks in step with the choice."""

    def __init__(
        self,
        face: Face,
        marks: MarksControl,
        selecting: TextSelecting,
        tools: ReadingTools,
        acts: Acts,
        run: Run,
    ) -> None:
        super().__init__(face)
        self._face = face
        self._view = face.view
        self._marks = marks
        self._selecting = selecting
        self._tools = tools
        self._acts = acts
        self._run = run
        marks.changed.connect(self._on_marks_changed)
        marks.chosen_changed.connect(self._on_chosen_changed)
        marks.tags_wanted.connect(self._on_tags_wanted)
        acts.selection_cleared.connect(self.show_bar)
        tools.selection_changed.connect(self._on_caret_moved)
        face.view.moved.connect(self._on_moved)
        face.marks.picked.connect(self._on_picked)

    def show_bar(self) -> None:
        """Show the mark bar by what is chosen, or hide it."""
        chosen, span = self._marks.chosen, self._selecting.span
        if chosen is not None:
            page_index, quads = chosen.page_index, chosen.quads
        elif span is not None:
            page_index = span.end.page_index
            quads = self._selecting.quads(page_index)
        else:
            self._face.hide_mark_bar()
            return
        if self._tools.is_in_use:
            self._face.show_mark_bar(None)  # at the foot, off the text one goes on in
            return
        near = QtCore.QRectF()
        for quad in quads:
            near = near.united(self._view.quad_rect(page_index, quad))
        colour = chosen.colour if chosen else self._marks.colour
        self._face.mark_bar.show_colour(colour)
        self._face.show_mark_bar(near)

    def on_selecting(self) -> None:
        """Choose no mark, and hide the bar, while text is being selected."""
        if self._selecting.span is not None:
            self._marks.choose(None)
        self._face.hide_mark_bar()

    def _on_moved(self) -> None:
        if not self._face.mark_bar.isHidden():
            self.show_bar()

    def _on_caret_moved(self) -> None:
        self.on_selecting()
        if self._selecting.span is not None:
            self._face.show_mark_bar(None)

    def _on_marks_changed(self) -> None:
        self._view.set_marks(self._marks.by_page())
        self._face.marks.show_marks(self._marks.marks, self._marks.elsewhere)
        self._on_chosen_changed()

    def _on_chosen_changed(self) -> None:
        chosen = self._marks.chosen
        self._view.set_chosen(chosen)
        self._face.marks.choose(chosen.id if chosen is not None else None)
        self.show_bar()

    def _on_tags_wanted(self, mark: Mark | None) -> None:
        """Open the tags of a mark; without one the key is for the paper's topics."""
        if mark is None:
            self._run("topics.pick")
        else:
            self._run("tags.pick", mark=mark)

    def _on_picked(self, mark: Mark) -> None:
        if any(other.mark.id == mark.id for other in self._marks.elsewhere):
            self._run(
                "paper.view-version",
                ids=(mark.paper_id,),
                sha256=mark.file,
                page_index=mark.page_index,
            )
            return
        self._acts.go_to_mark(mark)
        self._face.uncover()
