"""Moving from row to row of the list."""

from PySide6 import QtWidgets

from app.ui.panels.list.table import PaperTable


class ListMotions(QtWidgets.QWidget):
    """Moves among the rows of its table."""

    table: PaperTable

    def next_row(self) -> None:
        """Go one row down."""
        self.table.go(self.table.row() + 1)

    def previous_row(self) -> None:
        """Go one row up."""
        self.table.go(self.table.row() - 1)

    def first_row(self) -> None:
        """Go to the first row."""
        self.table.go(0)

    def last_row(self) -> None:
        """Go to the last row."""
        self.table.go(self.table.model().rowCount() - 1)

    def page_down(self) -> None:
        """Go down by as many rows as are in view."""
        self.table.go(self.table.row() + self.table.n_visible())

    def page_up(self) -> None:
        """Go up by as many rows as are in view."""
        self.table.go(self.table.row() - self.table.n_visible())

    def half_page_down(self) -> None:
        """Go down by half the rows in view."""
        self.table.go(self.table.row() + max(1, self.table.n_visible() // 2))

    def half_page_up(self) -> None:
        """Go up by half the rows in view."""
        self.table.go(self.table.row() - max(1, self.table.n_visible() // 2))

    def extend_down(self) -> None:
        """Select one row more downwards."""
        self.table.extend(1)

    def extend_up(self) -> None:
        """Select one row more upwards."""
        self.table.extend(-1)
