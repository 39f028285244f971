"""The learner: a process that reads the library and answers what papers are about.

It takes one JSON object a line and gives one back for each, in order. What it learns is
in its memory alone and goes with it.
"""

import contextlib
import json
import os
import queue
import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from app.domain.errors import AppError
from app.domain.paper import PaperId
from app.learning.clusters import clusters
from app.learning.texts import Texts
from app.learning.topics import TopicModels
from app.library import Reader

MAX_PAPERS = 30_000
"""Of more papers, those filed and the newest are learned: 20,000 take 210 MB."""

_AT_ONCE = 1_000
_NICENESS = 5
_STALE_SHARE = 0.02
_STOP = "stop"


class Stopped(Exception):
    """The answer is not wanted any more."""


class Learner:
    """What is known of one library.

    Reading and learning are never stopped: the next request needs what they make.
    """

    def __init__(self, reader: Reader, turns: "Turns") -> None:
        self._reader = reader
        self._pause = turns.pause
        self._texts: Texts | None = None
        self._models = TopicModels()
        self._learned: frozenset[tuple[str, str]] = frozenset()
        self._n_weighed = 0

    def answer(self, request: dict[str, Any]) -> Any:
        """Answer one request; what is not known gives an empty list."""
        texts = self._begun()
        self._take(texts, request.get("changed", ()))
        match request["ask"]:
            case "topics":
                return self._topics(texts, request["id"], request["without"])
            case "similar":
                if request["id"] not in texts:
                    return []
                found = texts.like(request["id"], request["limit"], self._pause)
                return [asdict(alike) for alike in found]
            case "clusters":
                found_groups = clusters(texts, request["ids"], self._pause)
                return [asdict(cluster) for cluster in found_groups]
            case "renew":
                self._renew(texts)
        return []

    def _begun(self) -> Texts:
        """Return the texts, read and learned from at the first call."""
        if self._texts is None:
            texts = Texts()
            self._read_all(texts)
            self._texts = texts
            self._renew(texts)
        return self._texts

    def _read_all(self, texts: Texts) -> None:
        last: int | None = None
        while len(texts) < MAX_PAPERS:
            page = self._reader.texts(last, _AT_ONCE)
            for text in page:
                texts.put(text.id, text.title, text.abstract)
            if not page:
                break
            last = page[-1].key
        filed = {id for ids in self._reader.filings().values() for id in ids}
        older = sorted(id for id in filed if id not in texts)
        self._take(texts, older[:MAX_PAPERS])

    def _take(self, texts: Texts, ids: Sequence[str]) -> None:
        """Take the papers in as they are now; those that are gone are left out."""
        for start in range(0, len(ids), _AT_ONCE):
            some = [PaperId(id) for id in ids[start : start + _AT_ONCE]]
            found = self._reader.texts_of(some)
            for id in set(some).difference(text.id for text in found):
                texts.remove(id)
            for text in found:
                texts.put(text.id, text.title, text.abstract)

    def _renew(self, texts: Texts) -> None:
        """Learn anew when enough papers came or went, or were filed or taken out."""
        changed_by = abs(len(texts) - self._n_weighed)
        if changed_by > _STALE_SHARE * self._n_weighed:
            texts.weigh()
            self._n_weighed = len(texts)
        filed = self._reader.filings()
        pairs = frozenset((topic, id) for topic, ids in filed.items() for id in ids)
        if len(pairs ^ self._learned) > _STALE_SHARE * len(self._learned):
            by_topic = {str(topic): ids for topic, ids in filed.items()}
            self._models = TopicModels.learn(texts, by_topic)
            self._learned = pairs

    def _topics(self, texts: Texts, id: str, without: Sequence[str]) -> Any:
        if id not in texts:
            return []
        vector = texts.vector(id)
        found = self._models.suggest(texts, vector, frozenset(without))
        return [asdict(suggestion) for suggestion in found]


class Turns:
    """The requests that came; one that runs may be stopped by its number."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._waiting: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._stopped: set[int] = set()
        self._running = -1
        threading.Thread(target=self._listen, daemon=True).start()

    def next(self) -> dict[str, Any] | None:
        """Wait for the next request; None when no more will come."""
        request = self._waiting.get()
        self._running = -1 if request is None else request["number"]
        return request

    def pause(self) -> None:
        """Stop what runs when it is not wanted any more."""
        if self._running in self._stopped:
            raise Stopped

    def _listen(self) -> None:
        for line in self._source:
            request = json.loads(line)
            if request["ask"] == _STOP:
                self._stopped.add(request["number"])
            else:
                self._waiting.put(request)
        self._waiting.put(None)


def serve(folder: Path, source: BinaryIO, sink: BinaryIO) -> None:
    """Answer until the source ends; a library that cannot be read gives its words."""
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICENESS)
    turns = Turns(source)
    try:
        reader = Reader.open(folder)
    except AppError as error:
        _refuse(turns, sink, error)
        return
    with contextlib.closing(reader):
        learner = Learner(reader, turns)
        while (request := turns.next()) is not None:
            try:
                reply: dict[str, Any] = {"answer": learner.answer(request)}
            except Stopped:
                reply = {"answer": []}
            except AppError as error:
                reply = {"problem": error.message, "hint": error.hint}
            _write(sink, reply)


def _refuse(turns: Turns, sink: BinaryIO, error: AppError) -> None:
    while turns.next() is not None:
        _write(sink, {"problem": error.message, "hint": error.hint})


def _write(sink: BinaryIO, reply: dict[str, Any]) -> None:
    sink.write(json.dumps(reply).encode() + b"\n")
    sink.flush()
