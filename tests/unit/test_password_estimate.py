"""Passwords of two people judged at the same moment: each by the name of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from data_access.accounts import passwords

TOGETHER = 0.3
"""Seconds in which the other one would come in, if it could."""


def test_each_is_judged_by_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    words: list[str] = []
    judged: dict[str, list[str]] = {}
    both = Barrier(2)

    def estimate(password: str, user_inputs: list[str]) -> dict[str, Any]:
        words[:] = user_inputs  # as the library keeps them
        if password not in judged:
            try:
                both.wait(TOGETHER)
            except BrokenBarrierError:
                both.reset()
        judged.setdefault(password, list(words))
        return {"score": 4}

    monkeypatch.setattr(passwords, "zxcvbn", estimate)
    people = {"four unrelated words": "ivanov", "another four long words": "petrova"}
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda item: passwords.problem(item[0], name=item[1]), people.items())) == [None, None]
    assert judged == {password: [name] for password, name in people.items()}
