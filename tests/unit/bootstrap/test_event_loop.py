"""The window's event loop: calls from threads, and work on threads that are no Qt's."""

import asyncio
import gc
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextvars import ContextVar, copy_context

import pytest
from PySide6 import QtCore, QtWidgets

from app.bootstrap.event_loop import WindowLoop

pytestmark = [pytest.mark.ui, pytest.mark.usefixtures("qapp")]

N_THREADS, N_CALLS = 8, 500
WORD: ContextVar[str] = ContextVar("WORD", default="")


@pytest.fixture(autouse=True)
def _collect_on_the_main_thread() -> Iterator[None]:
    """Collect closed loops here: they are rings, and their timers still run.

    Destroyed on a thread of a later test, they crash Qt when the timers are due.
    """
    gc.disable()
    yield
    gc.collect()
    gc.enable()


def run(story: Callable[[], Awaitable[None]]) -> asyncio.AbstractEventLoop:
    """Run a story on a loop of its own, and return the loop, which is closed."""
    application = QtWidgets.QApplication.instance()
    assert isinstance(application, QtWidgets.QApplication)

    async def told() -> asyncio.AbstractEventLoop:
        await story()
        return asyncio.get_running_loop()

    with asyncio.Runner(loop_factory=lambda: WindowLoop(application)) as one:
        return one.run(told())


def test_calls_when_many_threads_make_them_then_come_each_once_and_in_order() -> None:
    async def story() -> None:
        loop, came = asyncio.get_running_loop(), []
        whole = asyncio.Event()

        def take(thread: int, number: int) -> None:
            came.append((thread, number, threading.current_thread()))
            if len(came) == N_THREADS * N_CALLS:
                whole.set()

        def call(thread: int) -> None:
            for number in range(N_CALLS):
                loop.call_soon_threadsafe(take, thread, number)

        threads = [threading.Thread(target=call, args=(n,)) for n in range(N_THREADS)]
        for thread in threads:
            thread.start()
        async with asyncio.timeout(30):
            await whole.wait()
        for thread in threads:
            thread.join()

        assert {home for _, _, home in came} == {threading.main_thread()}
        for wanted in range(N_THREADS):
            mine = [number for thread, number, _ in came if thread == wanted]
            assert mine == list(range(N_CALLS))

    run(story)


def test_call_from_a_thread_then_has_the_context_it_is_given() -> None:
    async def story() -> None:
        loop, came = asyncio.get_running_loop(), asyncio.Event()
        seen = []

        def look() -> None:
            seen.append(WORD.get())
            came.set()

        token = WORD.set("theirs")
        context = copy_context()
        WORD.reset(token)
        loop.call_soon_threadsafe(look, context=context)
        async with asyncio.timeout(30):
            await came.wait()
        assert seen == ["theirs"]

    run(story)


def test_work_is_done_on_a_thread_of_python() -> None:
    async def story() -> None:
        thread = await asyncio.to_thread(threading.current_thread)
        assert thread is not threading.main_thread()
        assert not isinstance(thread, threading._DummyThread)

    run(story)


def test_window_answers_while_a_thread_works() -> None:
    async def story() -> None:
        going_on = threading.Event()
        work = asyncio.ensure_future(asyncio.to_thread(going_on.wait, 30))
        QtCore.QTimer.singleShot(0, going_on.set)
        assert await work

    run(story)


def test_call_when_the_loop_is_closed_then_fails() -> None:
    async def story() -> None:
        pass

    loop = run(story)
    assert loop.is_closed()
    with pytest.raises(RuntimeError, match="closed"):
        loop.call_soon_threadsafe(print)
    loop.close()  # once more does no harm


def test_call_when_the_loop_closes_meanwhile_then_is_lost_without_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = threading.current_thread()
    has_looked, is_closed = threading.Event(), threading.Event()
    look, told = WindowLoop._check_closed, []

    def look_and_wait(loop: WindowLoop) -> None:
        look(loop)
        if threading.current_thread() is not home:
            has_looked.set()
            is_closed.wait(30)

    def call(loop: asyncio.AbstractEventLoop) -> None:
        try:
            loop.call_soon_threadsafe(print)
        except OSError as error:
            told.append(error)

    threads = []

    async def story() -> None:
        loop = asyncio.get_running_loop()
        threads.append(threading.Thread(target=call, args=(loop,)))
        threads[0].start()
        has_looked.wait(30)

    monkeypatch.setattr(WindowLoop, "_check_closed", look_and_wait)
    run(story)
    is_closed.set()
    threads[0].join(30)

    assert told == []


def test_loop_answers_while_threads_call_without_end() -> None:
    async def story() -> None:
        loop, is_over = asyncio.get_running_loop(), threading.Event()

        def call() -> None:
            while not is_over.is_set():
                loop.call_soon_threadsafe(int)

        threads = [threading.Thread(target=call) for _ in range(3)]
        last = threading.Timer(10, is_over.set)
        for thread in (*threads, last):
            thread.start()
        await asyncio.sleep(0.005)
        has_answered = not is_over.is_set()
        is_over.set()
        last.cancel()
        for thread in (*threads, last):
            thread.join()
        assert has_answered

    run(story)
