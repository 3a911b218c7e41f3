"""Work spread over processes gives what one process gives, whatever fails on the way."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rfpkit.cli import workers


@pytest.fixture(autouse=True)
def _several(monkeypatch):
    monkeypatch.setattr(workers, "_processes", lambda size: min(4, size))


def test_results_stand_in_the_order_of_the_items():
    items = list(range(20))
    results = workers.spread(lambda n: (n, os.getpid()), items, [1] * 20)
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


@given(st.lists(st.integers(0, 10_000), max_size=30), st.integers(1, 8))
def test_every_item_is_in_one_share(sizes, most):
    shares = workers._shares(sizes, most)
    assert sorted(at for share in shares for at in share) == list(range(len(sizes)))
    totals = [sum(sizes[at] for at in share) for share in shares]
    assert max(totals) - min(totals) <= max(sizes, default=0) or len(sizes) < most
