"""A voice that writes down what it is to say."""

import os
import sys
from pathlib import Path

_PROGRAM = """#!{python}
import os, pathlib, sys, time
folder = pathlib.Path({folder!r})
said = sys.stdin.read()
(folder / "speaking").write_text(str(os.getpid()))
with (folder / "options").open("a") as log:
    log.write(" ".join(sys.argv[1:]) + "\\n")
with (folder / "said").open("a") as log:
    log.write(said)
print((folder / "error").read_text(), file=sys.stderr)
while (folder / "hold").exists():
    time.sleep(0.01)
"""


class FakeVoice:
    """A program that speaks, in a folder: what it said, and whether it goes on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        name = "say" if sys.platform == "darwin" else "espeak-ng"
        program = folder / name
        program.write_text(_PROGRAM.format(python=sys.executable, folder=str(folder)))
        program.chmod(0o755)
        (folder / "error").touch()

    def hold(self) -> None:
        """Let each sentence last until it is ended."""
        (self.folder / "hold").touch()

    def said(self) -> list[str]:
        """Return the sentences said so far."""
        file = self.folder / "said"
        return file.read_text().splitlines() if file.exists() else []

    def has_said(self, n_sentences: int) -> bool:
        """Say whether it has begun so many sentences."""
        return len(self.said()) >= n_sentences

    def is_speaking(self) -> bool:
        """Say whether the process begun last is there."""
        try:
            os.kill(int((self.folder / "speaking").read_text()), 0)
        except ProcessLookupError:
            return False
        return True
