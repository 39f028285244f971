"""The window's event loop: calls from threads, and work on threads that are no Qt's."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextvars import ContextVar, copy_context

import pytest
from PySide6 import QtCore, QtWidgets

from app.bootstrap.event_loop import WindowLoop

pytestmark = [pytest.mark.ui, pytest.mark.usefixtures("qapp")]

N_THREADS, N_CALLS = 8, 500
WORD: ContextVar[str] = ContextVar("WORD", default="")


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
