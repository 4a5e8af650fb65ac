"""Coding by several people, over a wiki in memory."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fakes.wiki import memory_wiki, written
from wiki.assembly import Wiki
from wiki.errors import BadInputError, ForbiddenError, NotFoundError
from wiki.reconciling import BOTH, CODER, OWN, Decision, reconcile, take_over
from wiki.rounds import Opening, close, compared, keep, open_round, reopen, rounds, shares, standing, take

DAY = "2026-03-09"
AFTER = '---\nvalidation: {value: after publication, source: Handbook, quote: "anybody may"}\nprocess: unknown\n---\n'
BEFORE = '---\nvalidation: {value: before publication, source: Rules, quote: "an editor must"}\nprocess: unknown\n---\n'


@pytest.fixture
def wiki() -> Wiki:
    made = memory_wiki()
    for title in ("Case:A", "Case:B"):
        written(made, title, f"---\nkind: case\ntitle: {title[-1]}\n---\nProse.\n")
    return made


def opened(wiki: Wiki, **more: Any) -> str:
    wish = {"title": "First", "cases": ("A", "Case:B"), "variables": ("validation", "process"), **more}
    return open_round(wiki, Opening(**wish), "dia")


def text(wiki: Wiki, title: str) -> str:
    found = wiki.pages.get(title)
    assert found is not None
    return found.text


def both_code(wiki: Wiki, case: str = "Case:A") -> None:
    for coder, said in (("ana", AFTER), ("ben", BEFORE)):
        take(wiki, "First", case, coder)
        keep(wiki, "First", case, coder, said, done=True)


def test_a_round_is_a_page(wiki: Wiki):
    assert opened(wiki, instructions="Look twice.") == "Round:First"
    said = text(wiki, "Round:First")
    assert "cases: [Case:A, Case:B]" in said or 'cases: ["Case:A", "Case:B"]' in said
    assert said.endswith("## Instructions\n\nLook twice.\n")
    assert [each.round.title for each in rounds(wiki)] == ["Round:First"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"title": " "}, "needs a title"),
        ({"cases": ("Nowhere",)}, "There is no page “Nowhere”"),
        ({"cases": ()}, "Name the cases"),
        ({"variables": ("colour",)}, "There is no variable “colour”"),
        ({"variables": ()}, "Choose the variables"),
        ({"coders": ("ana", "zoe")}, "There is no account ana, zoe"),
        ({"per_case": 1}, "coded by 2 to 20"),
    ],
)
def test_what_cannot_be_a_round_is_said_in_a_sentence(wiki: Wiki, more: dict[str, Any], words: str):
    with pytest.raises(BadInputError, match=words):
        opened(wiki, **more)


def test_a_round_that_no_page_could_hold_and_one_of_a_taken_title_are_refused(wiki: Wiki):
    wiki.accounts.add("ana", "", "editor")
    with pytest.raises(BadInputError, match="nobody to agree with"):
        opened(wiki, coders=("ana",))
    for number in range(110):
        written(wiki, f"Case:N{number}", "---\nkind: case\n---\n")
    with pytest.raises(BadInputError, match="Open several rounds"):
        opened(wiki, cases=tuple(f"N{n}" for n in range(110)), per_case=20)
    opened(wiki)
    with pytest.raises(BadInputError, match="already"):
        opened(wiki)


def test_codings_are_blind_until_all_coders_of_the_case_are_done(wiki: Wiki):
    opened(wiki)
    take(wiki, "First", "Case:A", "ana")
    assert not keep(wiki, "First", "Case:A", "ana", AFTER, done=True)
    take(wiki, "First", "Case:A", "ben")
    assert not keep(wiki, "First", "Case:A", "ben", BEFORE, done=False)
    assert "after publication" not in text(wiki, "Round:First")
    assert keep(wiki, "First", "Case:A", "ben", BEFORE, done=True)
    of = standing(wiki, "First")
    assert of.round.coders_of("Case:A") == ("ana", "ben")
    assert of.blind == ()
    assert [each.coding.status for each in of.round.codings if each.coding.field == "process"] == [
        "unknown",
        "unknown",
    ]


def test_a_case_is_to_be_had_only_while_it_lacks_a_coder(wiki: Wiki):
    opened(wiki)
    both_code(wiki)
    with pytest.raises(ForbiddenError, match="has all its coders"):
        take(wiki, "First", "Case:A", "cem")
    with pytest.raises(ForbiddenError, match="coded “Case:A” already"):
        take(wiki, "First", "Case:A", "ana")
    with pytest.raises(ForbiddenError, match="no case of this round"):
        take(wiki, "First", "Case:Z", "ana")
    with pytest.raises(ForbiddenError):
        keep(wiki, "First", "Case:B", "ana", AFTER, done=True)
    with pytest.raises(NotFoundError, match="no coding round"):
        take(wiki, "Second", "Case:A", "ana")


def test_named_coders_alone_code_and_each_case_is_assigned(wiki: Wiki):
    for name in ("ana", "ben", "cem"):
        wiki.accounts.add(name, "", "editor")
    opened(wiki, coders=("ana", "ben", "cem"))
    assert shares(standing(wiki, "First")) == {"Case:A": ("ana", "ben"), "Case:B": ("cem", "ana")}
    assert standing(wiki, "First").next_for("cem") == "Case:B"
    with pytest.raises(ForbiddenError, match="assigned to others"):
        take(wiki, "First", "Case:A", "cem")
    with pytest.raises(ForbiddenError, match="coded by ana, ben, cem"):
        take(wiki, "First", "Case:A", "eva")


def test_closing_shows_what_is_done_and_keeps_what_is_begun(wiki: Wiki):
    opened(wiki)
    take(wiki, "First", "Case:A", "ana")
    keep(wiki, "First", "Case:A", "ana", AFTER, done=True)
    take(wiki, "First", "Case:B", "ben")
    keep(wiki, "First", "Case:B", "ben", BEFORE, done=False)
    close(wiki, "First", "dia")
    of = standing(wiki, "First")
    assert not of.is_open
    assert of.round.coders_of("Case:A") == ("ana",)
    assert [(each.case, each.coder) for each in of.blind] == [("Case:B", "ben")]
    with pytest.raises(ForbiddenError, match="closed"):
        take(wiki, "First", "Case:B", "ana")
    assert keep(wiki, "First", "Case:B", "ben", BEFORE, done=True)  # late, and seen at once
    reopen(wiki, "First", "dia")
    assert standing(wiki, "First").next_for("cem") == "Case:A"


def test_agreement_is_measured_and_disagreements_listed(wiki: Wiki):
    opened(wiki)
    both_code(wiki)
    found = compared(wiki, standing(wiki, "First").round)
    by_key = {each.field.key: each for each in found.agreements}
    assert (by_key["validation"].all.pairs, by_key["validation"].all.same) == (1, 0)
    assert [(unit.case, unit.key) for unit in found.open] == [("Case:A", "validation")]
    assert [(unit.case, unit.key) for unit in found.agreed] == [("Case:A", "process")]


def codings(
    wiki: Wiki, case: str = "Case:A", key: str = "validation"
) -> list[tuple[str, str, tuple[str, ...]]]:
    said = wiki.pages.codings([case]).get(case, ())
    return [(each.value, each.status, each.coders) for each in said if each.field == key]


def settle(wiki: Wiki, choice: str, **more: Any) -> None:
    reconcile(wiki, "First", Decision("Case:A", "validation", choice, **more), "dia", DAY)


def test_one_coding_is_accepted_and_both_originals_stay(wiki: Wiki):
    opened(wiki)
    both_code(wiki)
    settle(wiki, CODER, coder="ana")
    assert codings(wiki) == [("after-publication", "present", ("ana",))]
    (said,) = wiki.pages.codings(["Case:A"])["Case:A"]
    assert said.all_of("quote") == ("anybody may",)
    found = compared(wiki, standing(wiki, "First").round)
    assert found.open == ()
    assert len(found.units) == 2
    assert len(standing(wiki, "First").round.codings) == 4


def test_both_are_left_contested(wiki: Wiki):
    opened(wiki)
    both_code(wiki)
    settle(wiki, BOTH)
    assert codings(wiki) == [
        ("after-publication", "contested", ("ana",)),
        ("before-publication", "contested", ("ben",)),
    ]
    settle(wiki, CODER, coder="ben")
    assert codings(wiki) == [("before-publication", "present", ("ben",))]


def test_a_third_coding_is_signed_by_who_reconciles(wiki: Wiki):
    opened(wiki)
    both_code(wiki)
    settle(wiki, OWN, own=({"value": "before and after publication", "source": "Handbook"},))
    assert codings(wiki) == [("before-and-after-publication", "present", ("dia",))]
    with pytest.raises(BadInputError, match="Give a value"):
        settle(wiki, OWN)
    with pytest.raises(BadInputError, match="Say how"):
        settle(wiki, "")
    with pytest.raises(BadInputError, match="did not code"):
        settle(wiki, CODER, coder="zoe")


def test_what_all_say_is_taken_over_at_once_and_signed_by_all(wiki: Wiki):
    opened(wiki)
    both_code(wiki)
    assert take_over(wiki, "First", "dia") == 1
    assert codings(wiki, key="process") == [("", "unknown", ("ana", "ben"))]
    assert take_over(wiki, "First", "dia") == 0


def test_what_is_shown_twice_is_written_once(wiki: Wiki):
    opened(wiki)
    both_code(wiki)
    before = text(wiki, "Round:First")
    for coder, said in (("ana", AFTER), ("ben", BEFORE)):  # as if forgetting had been interrupted
        wiki.blind.take("Round:First", "Case:A", coder, 2, standing_time())
        wiki.blind.keep("Round:First", "Case:A", coder, said, standing_time(), done=True)
    close(wiki, "First", "dia")
    assert standing(wiki, "First").round.codings == standing(wiki, "First").round.codings
    assert text(wiki, "Round:First").count("coder: ana") == before.count("coder: ana")


def standing_time():
    from datetime import UTC, datetime

    return datetime.now(UTC)


def test_a_page_that_cannot_be_read_or_would_be_too_full_costs_no_coding(wiki: Wiki):
    opened(wiki)
    whole = text(wiki, "Round:First")
    take(wiki, "First", "Case:A", "ana")
    take(wiki, "First", "Case:A", "ben")
    keep(wiki, "First", "Case:A", "ana", AFTER, done=True)
    written(wiki, "Round:First", whole.replace("kind: round", "kind: [round"))
    with pytest.raises(BadInputError, match="mend its text first"):
        keep(wiki, "First", "Case:A", "ben", BEFORE, done=True)
    written(wiki, "Round:First", whole)
    long = BEFORE.replace("an editor must", "an editor must " * 17_460)
    with pytest.raises(BadInputError, match="more than can be kept"):
        keep(
            wiki,
            "First",
            "Case:A",
            "ben",
            BEFORE.replace("an editor must", "an editor must " * 20_000),
            done=True,
        )
    with pytest.raises(BadInputError, match="is full"):
        keep(wiki, "First", "Case:A", "ben", long, done=True)
    assert text(wiki, "Round:First") == whole
    assert [(each.coder, each.done) for each in standing(wiki, "First").blind] == [
        ("ana", True),
        ("ben", True),
    ]
    assert keep(wiki, "First", "Case:A", "ben", BEFORE, done=True)


def test_a_variable_taken_out_of_the_round_costs_no_coding(wiki: Wiki):
    opened(wiki)
    take(wiki, "First", "Case:A", "ana")
    keep(wiki, "First", "Case:A", "ana", AFTER, done=True)
    written(wiki, "Round:First", text(wiki, "Round:First").replace("[validation, process]", "[process]"))
    close(wiki, "First", "dia")
    assert [each.coding.field for each in standing(wiki, "First").round.codings] == ["validation", "process"]
