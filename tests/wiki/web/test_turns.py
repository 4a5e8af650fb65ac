"""How many queries one address may have running."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from wiki.web.refusals import TooManyQueriesError
from wiki.web.turns import Turns, is_this_machine

SOMEBODY, SOMEBODY_ELSE = "203.0.113.7", "2001:db8::1"


def test_one_address_has_a_few_turns_and_others_have_theirs():
    turns = Turns(2)
    with ExitStack() as running:
        running.enter_context(turns.taken(SOMEBODY))
        running.enter_context(turns.taken(SOMEBODY))
        with (
            pytest.raises(TooManyQueriesError, match="2 of your queries are still running"),
            turns.taken(SOMEBODY),
        ):
            pass
        with turns.taken(SOMEBODY_ELSE):
            pass
    with turns.taken(SOMEBODY):
        pass


def test_a_failed_query_gives_its_turn_back():
    turns = Turns(1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), turns.taken(SOMEBODY):
            raise ZeroDivisionError


def test_this_machine_is_not_counted():
    turns = Turns(0)
    for address in ("127.0.0.1", "::1", ""):
        with turns.taken(address):
            pass


@pytest.mark.parametrize(
    ("address", "here"), [("127.0.0.2", True), ("::1", True), ("", True), (SOMEBODY, False), ("unix", False)]
)
def test_addresses_of_this_machine(address, here):
    assert is_this_machine(address) is here
