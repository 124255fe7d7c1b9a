"""held_back: a real signal, in the main thread and in another."""

import asyncio
import signal
import threading

import pytest

from cnnlite.explorers.interrupts import held_back


@pytest.mark.parametrize("before", [signal.default_int_handler, signal.SIG_IGN])
def test_a_signal_is_kept(before):
    old = signal.signal(signal.SIGINT, before)
    try:
        with held_back() as heard:
            assert not heard
            signal.raise_signal(signal.SIGINT)
            whole = True
        assert heard
        assert whole
        assert signal.getsignal(signal.SIGINT) is before
        with pytest.raises(ValueError, match="inside"), held_back():
            raise ValueError("inside")
        assert signal.getsignal(signal.SIGINT) is before
    finally:
        signal.signal(signal.SIGINT, old)


def test_another_thread_hears_no_signals():
    found = []

    def work():
        with held_back() as heard:
            found.append((list(heard), threading.current_thread() is threading.main_thread()))

    async def elsewhere():
        await asyncio.to_thread(work)

    before = signal.getsignal(signal.SIGINT)
    asyncio.run(elsewhere())
    assert found == [([], False)]
    assert signal.getsignal(signal.SIGINT) is before
