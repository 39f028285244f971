"""A PDF worker that misbehaves where a document's title tells it to.

Titles, or the only text of a file that is inspected: HANG sleeps for ever, CRASH ends
by a segmentation fault, EAT takes memory without end, BABBLE answers with something
that is no message. All else is real.
"""

import faulthandler
import os
import signal
import sys
import time

from app.pdf.bodies import unpack_inspection
from app.pdf.messages import Inspect, ReadText, Render, Reply, Request
from app.pdf.streams import connect
from app.pdf.worker import Worker, serve


class PlantedWorker(Worker):
    """The real worker but for pages of documents with a planted title."""

    def __init__(self) -> None:
        super().__init__()
        self._connection = os.dup(0)

    def answer(self, request: Request, fd: int | None) -> tuple[Reply, bytes]:
        """Answer as the real worker does, then misbehave if the title says so."""
        reply = super().answer(request, fd)
        if isinstance(request, Inspect):
            self._misbehave(unpack_inspection(reply[1]).first_page_text.strip())
        elif isinstance(request, (Render, ReadText)):
            self._misbehave(self.document_title(request.document))
        return reply

    def _misbehave(self, title: str) -> None:
        match title:
            case "HANG":
                while True:
                    time.sleep(3600)
            case "CRASH":
                os.kill(os.getpid(), signal.SIGSEGV)
            case "EAT":
                eaten = []
                while True:
                    eaten.append(bytearray(8 << 20))
            case "BABBLE":
                os.write(self._connection, b"\xff" * 64)


def main() -> int:
    """Serve until the window closes the connection."""
    faulthandler.disable()
    worker = PlantedWorker()
    return serve(connect(), worker.answer)


if __name__ == "__main__":
    sys.exit(main())
