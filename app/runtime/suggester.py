"""The suggester: asks the learner's process, so that learning holds nobody up."""

import asyncio
import contextlib
import itertools
import json
import subprocess
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.change import Change, Facet
from app.domain.errors import LibraryError
from app.domain.paper import PaperId, TopicId
from app.learning.clusters import Cluster
from app.learning.texts import Alike
from app.learning.topics import LEAST_FILED, Suggestion
from app.runtime.library_client import LibraryClient
from app.runtime.supervisor import TaskSupervisor

_RENEW_AFTER_S = 3.0
_IDLE_S = 300.0
_FILING = frozenset({Facet.MEMBERSHIP, Facet.TOPICS})


@dataclass(frozen=True, slots=True)
class LearnerStart:
    """How the learner is started: its command, and the folder it runs in."""

    command: tuple[str, ...]
    folder: Path | None


class Suggester:
    """Suggests topics, finds papers alike and groups papers.

    The process starts at the first question and leaves when it was asked nothing for
    `idle_after_s`; `renew_after_s` of rest after papers were filed it learns anew.
    While `is_wanted` says no, no topic is suggested and nothing is learned for that.
    What was refused, as the library remembers, is not suggested again.
    """

    def __init__(
        self,
        library: LibraryClient,
        jobs: TaskSupervisor,
        start: LearnerStart,
        *,
        is_wanted: Callable[[], bool] = lambda: True,
        renew_after_s: float = _RENEW_AFTER_S,
        idle_after_s: float = _IDLE_S,
    ) -> None:
        self._library = library
        self._jobs = jobs
        self._start = start
        self._is_wanted = is_wanted
        self._renew_after_s = renew_after_s
        self._idle_after_s = idle_after_s
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="suggester")
        self._child: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count()
        self._changed: set[PaperId] = set()
        self._renewing: asyncio.TimerHandle | None = None
        self._leaving: asyncio.TimerHandle | None = None
        self._n_asked = 0
        self._listeners: list[Callable[[], None]] = []
        self._is_closed = False
        self._stop_listening = library.feed.subscribe(self._on_change)

    @property
    def would_start(self) -> bool:
        """Say whether a question about topics would have to start the process."""
        return self._child is None and self._is_wanted()

    async def topics_for(
        self, id: PaperId, without: Collection[TopicId] = ()
    ) -> tuple[Suggestion, ...]:
        """Return up to three topics for a paper, the surest first.

        Those it is `without` and those refused for it are not among them. Nothing is
        started while no topic has papers enough to learn from.

        Raises:
            LibraryError: the learner cannot read the library, or stopped.
        """
        if not self._is_wanted():
            return ()
        topics, refused = await self._library.read(
            lambda reader: (reader.topics(), reader.refused_topics(id))
        )
        if not any(topic.n_papers >= LEAST_FILED for topic in topics):
            return ()
        known = {topic.id for topic in topics}
        left_out = {*without, *refused}
        starts = self.would_start
        found = await self._ask("topics", id=id, without=sorted(left_out))
        if starts:
            self.tell()
        return tuple(
            suggestion
            for suggestion in map(_suggestion, found)
            if suggestion.topic in known
        )

    async def like(self, id: PaperId, limit: int) -> tuple[Alike, ...]:
        """Return the papers most like one, best first.

        Raises:
            LibraryError: the learner cannot read the library, or stopped.
        """
        found = await self._ask("similar", id=id, limit=limit)
        return tuple(
            Alike(id=f["id"], score=f["score"], words=tuple(f["words"])) for f in found
        )

    async def clusters(self, ids: Sequence[PaperId]) -> tuple[Cluster, ...]:
        """Return groups among papers, the largest first; a cancelled call stops it.

        Raises:
            LibraryError: the learner cannot read the library, or stopped.
        """
        found = await self._ask("clusters", ids=list(ids))
        return tuple(
            Cluster(name=f["name"], words=tuple(f["words"]), ids=tuple(f["ids"]))
            for f in found
        )

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` when more is known; return how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def learn_anew(self) -> None:
        """Learn from what was filed since, where that is enough to matter."""
        # What went wrong is met again, and told, at the next question.
        with contextlib.suppress(LibraryError):
            if self._child is not None and self._is_wanted():
                await self._ask("renew")
            self.tell()

    def tell(self) -> None:
        """Tell those who listen to ask again."""
        for listener in tuple(self._listeners):
            listener()

    async def close(self) -> None:
        """End the process, whatever it does."""
        self._is_closed = True
        self._stop_listening()
        for timer in (self._renewing, self._leaving):
            if timer is not None:
                timer.cancel()
        if self._child is not None:
            self._child.kill()
        await asyncio.get_running_loop().run_in_executor(self._thread, self._end)
        self._thread.shutdown()

    async def _ask(self, what: str, **details: Any) -> list[dict[str, Any]]:
        if self._is_closed:
            return []
        number = next(self._numbers)
        request = {"number": number, "ask": what, **details}
        loop = asyncio.get_running_loop()
        self._stay()
        self._n_asked += 1
        try:
            reply = await loop.run_in_executor(self._thread, self._exchange, request)
        except asyncio.CancelledError:
            self._send({"number": number, "ask": "stop"})
            raise
        finally:
            self._n_asked -= 1
            self._leave_later(loop)
        if "problem" in reply:
            raise LibraryError(reply["problem"], reply["hint"])
        answer: list[dict[str, Any]] = reply["answer"]
        return answer

    def _stay(self) -> None:
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None

    def _leave_later(self, loop: asyncio.AbstractEventLoop) -> None:
        self._stay()
        if not self._n_asked and not self._is_closed:
            self._leaving = loop.call_later(self._idle_after_s, self._leave)

    def _leave(self) -> None:
        """Give back the memory; the next question starts the process anew."""
        self._leaving = None
        self._thread.submit(self._end)

    def _exchange(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Send a request and wait for its reply, on the suggester's thread."""
        if self._is_closed:
            return {"answer": []}
        changed, self._changed = self._changed, set()
        if self._child is None:
            self._child = self._started()
            changed = set()  # it reads everything as it is now
        self._send({**request, "changed": sorted(changed)})
        assert self._child.stdout is not None
        line = self._child.stdout.readline()
        if line:
            reply: dict[str, Any] = json.loads(line)
            return reply
        self._end()
        if self._is_closed:
            return {"answer": []}
        return {
            "problem": "The part of Octavo that makes suggestions stopped.",
            "hint": "Ask again to start it anew.",
        }

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*self._start.command, str(self._library.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=self._start.folder,
        )

    def _send(self, request: Mapping[str, Any]) -> None:
        child = self._child
        if child is None or child.stdin is None:
            return
        try:
            child.stdin.write(json.dumps(request).encode() + b"\n")
            child.stdin.flush()
        except (OSError, ValueError):
            return  # it is gone: who reads its reply finds out

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                _close(pipe)

    def _on_change(self, change: Change) -> None:
        if self._child is not None:
            self._changed.update(change.papers, change.added, change.removed)
        if Facet.SUGGESTIONS in change.facets:
            self.tell()
        if change.facets & _FILING:
            if self._renewing is not None:
                self._renewing.cancel()
            loop = asyncio.get_running_loop()
            self._renewing = loop.call_later(self._renew_after_s, self._renew)

    def _renew(self) -> None:
        self._renewing = None
        self._jobs.run(self.learn_anew(), "learn topics")


def _suggestion(found: Mapping[str, Any]) -> Suggestion:
    return Suggestion(
        topic=found["topic"], score=found["score"], words=tuple(found["words"])
    )


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:
        return  # what was not written to a process that is gone
