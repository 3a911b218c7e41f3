"""Work spread over processes gives what one process gives, whatever fails on the way."""

import os
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rfpkit.cli import workers


@pytest.fixture(autouse=True)
def _several(monkeypatch):
    monkeypatch.setattr(workers, "_processes", lambda items, _: min(4, items))


def test_results_stand_in_the_order_of_the_items():
    def work(n: int) -> tuple[int, int]:
        time.sleep(0.01)
        return n, os.getpid()

    items = list(range(40))
    results = workers.spread(work, items, [1] * 40)
    assert [n for n, _ in results] == items
    assert len({process for _, process in results}) == 4


def test_more_than_a_pipe_holds_comes_through():
    assert workers.spread(lambda n: "x" * n, [300_000, 400_000], [1, 1]) == [
        "x" * 300_000,
        "x" * 400_000,
    ]


def test_what_a_process_fails_to_do_is_done_here():
    here = os.getpid()

    def work(n: int) -> int:
        if os.getpid() != here and n == 3:
            os._exit(9)
        return n * n

    assert workers.spread(work, [1, 2, 3, 4, 5], [1] * 5) == [1, 4, 9, 16, 25]


def test_an_exception_is_raised_as_without_processes():
    def work(n: int) -> float:
        return 1 / n

    with pytest.raises(ZeroDivisionError):
        workers.spread(work, [1, 2, 0, 4], [1] * 4)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 10_000), max_size=30))
def test_every_item_is_worked_on_whatever_its_size(sizes):
    assert workers.spread(lambda n: -n, sizes, sizes) == [-n for n in sizes]


def test_more_items_than_the_queue_holds(monkeypatch):
    monkeypatch.setattr(workers, "_MOST_ITEMS", 3)
    assert workers.spread(lambda n: n + 1, list(range(9)), [1] * 9) == list(range(1, 10))
