"""What the peek's card says: what is shown, where a paper is, what keys do."""

from PySide6 import QtCore

from app.domain.paper import Status
from app.formats.mentions.finding import MentionKind
from app.formats.mentions.targets import Target
from app.ui.appearance.look import Look
from app.ui.panels.reader.peek_reference import Finding

_SHORT_LABEL = 4


class PeekWords(QtCore.QObject):
    """Puts targets and findings into words."""

    def __init__(self, look: Look, parent: QtCore.QObject) -> None:
        super().__init__(parent)
        self._look = look

    def name(self, target: Target) -> str:
        """Return what a target is and where: 'Figure 3 · p. 4'."""
        kinds = {
            MentionKind.FIGURE: self.tr("Figure"),
            MentionKind.TABLE: self.tr("Table"),
            MentionKind.ALGORITHM: self.tr("Algorithm"),
            MentionKind.EQUATION: self.tr("Equation"),
            MentionKind.SECTION: self.tr("Section"),
            MentionKind.STATEMENT: "",
            MentionKind.REFERENCE: self.tr("Reference"),
            MentionKind.AUTHORS: self.tr("Reference"),
        }
        label = target.label
        if target.kind is MentionKind.STATEMENT:
            label = label[:1].upper() + label[1:]
        elif len(label) <= _SHORT_LABEL:
            label = label.upper()
        name = f"{kinds[target.kind]} {label}".strip()
        if target.kind is MentionKind.SECTION and not label:
            name = self.tr("Target of the link")
        return self.tr("{0} · p. {1}").format(name, target.page_index + 1)

    def status(self, finding: Finding) -> str:
        """Return where a cited paper is: in the library, queued, or not here."""
        paper = finding.paper
        if paper is None:
            if finding.cited.is_sure:
                return self.tr("Not here")
            return self.tr("Not here; its title is not certain")
        if not finding.is_sure:
            return self.tr("Maybe in your library: “{0}”").format(paper.title)
        if paper.is_trashed:
            return self.tr("In the trash")
        states = {
            Status.NEW: self.tr("In your library, new"),
            Status.QUEUED: self.tr("Queued"),
            Status.READING: self.tr("In your library, reading"),
            Status.DONE: self.tr("In your library, done"),
            Status.DISMISSED: self.tr("In your library, dismissed"),
        }
        return states[paper.status]

    def refusal(self, why: str) -> str:
        """Return that an address is not opened, and why; '' where it is."""
        return self.tr("Not opened: {0}.").format(why) if why else ""

    def keys(self, verb: str, *, can_queue: bool) -> tuple[tuple[str, str], ...]:
        """Return keys with what they do; `verb` of the first is 'go' or 'open'."""
        verbs = {"go": self.tr("go there"), "open": self.tr("open")}
        acts = [("reader.follow", verbs[verb])]
        if can_queue:
            acts.append(("paper.queue", self.tr("queue")))
        acts += [("reader.peek", self.tr("next")), ("view.escape", self.tr("close"))]
        keyed = ((self._look.key(command_id), does) for command_id, does in acts)
        return tuple((key, does) for key, does in keyed if key)
