"""What people do to a page: save, rename, delete, undelete, revert. Each is one durable commit or a value that says why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ontology.kinds import Ontology
from patterns import frontmatter
from patterns.checks import introduced
from patterns.links import full_title, normalize_title, split_title, title_problem
from patterns.merge import Merge, merge
from patterns.page import Finding
from patterns.projection import Projected, project
from patterns.rewriting import rewrite_links
from wiki.assembly import Wiki
from wiki.committing import commit
from wiki.errors import BadInputError, EditConflictError, NotFoundError, TitleTakenError
from wiki.revisions import Action, Revision, Write

LONGEST_SUMMARY = 500
"""Characters of an edit summary that are kept."""

TRIES = 8
"""How often a save is merged anew when others save the same page in the same moment."""

TALK = "Talk:"


@dataclass(frozen=True, slots=True)
class Edit:
    """A new text for a page."""

    title: str  # full title
    text: str
    author: str
    summary: str = ""
    base: int | None = None  # revision the text was made from; None for a new page
    merge: bool = True  # with what others saved since; False: any other text there is a conflict


@dataclass(frozen=True, slots=True)
class Saved:
    """The edit is in the log."""

    revision: int
    title: str
    findings: tuple[Finding, ...] = ()
    merged: bool = False  # somebody else's edit was merged in
    unchanged: bool = False  # the text was the current one already; nothing was written


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else changed the same places; nothing was written."""

    mine: str
    merge: Merge  # what could be merged, and the overlaps with all three texts
    current: Revision | None  # None: the page was deleted or renamed meanwhile


@dataclass(frozen=True, slots=True)
class Blocked:
    """The edit would newly introduce violations; nothing was written."""

    findings: tuple[Finding, ...]


def save(wiki: Wiki, edit: Edit) -> Saved | Conflict | Blocked:
    """Save a page, merging with what others saved since `edit.base`.

    Raises BadInputError for an impossible title or text. What is returned as Saved survives power loss.
    """
    title = checked_title(edit.title)
    _check_text(wiki, edit.text)
    for _ in range(TRIES):
        current = wiki.pages.get(title)
        outcome = _merged(wiki, edit, current)
        if isinstance(outcome, Conflict):
            return outcome
        answer = _write(wiki, replace(edit, title=title, text=outcome), current, merged=outcome != edit.text)
        if answer is not None:
            return answer
    raise EditConflictError(
        f"{title!r} is being changed by many at once; your text was not saved. Please save again."
    )


def _merged(wiki: Wiki, edit: Edit, current: Revision | None) -> str | Conflict:
    """Return the text to save on top of the current revision."""
    base = _base(wiki, edit)
    if base is not None and current is not None and base.page != current.page:
        raise BadInputError(
            f"Revision {base.position} is of another page. Open {current.title!r} anew and repeat the edit."
        )
    if current is None:
        gone = base is not None
        return Conflict(edit.text, Merge(edit.text, ()), None) if gone else edit.text
    if base is not None and (base.position == current.position or base.text == current.text):
        return edit.text
    if not edit.merge:
        return Conflict(edit.text, Merge(edit.text, ()), current)
    result = merge(base.text if base else "", edit.text, current.text, wiki.ontology)
    return Conflict(edit.text, result, current) if result.conflicts else result.text


def _base(wiki: Wiki, edit: Edit) -> Revision | None:
    if edit.base is None:
        return None
    base = wiki.pages.revision(edit.base)
    if base is None:
        raise BadInputError(f"Revision {edit.base} does not exist. Open the page anew and repeat the edit.")
    return base


def _write(wiki: Wiki, edit: Edit, current: Revision | None, *, merged: bool) -> Saved | Blocked | None:
    """Commit; None when somebody else was quicker."""
    projected = wiki.project(edit.title, edit.text)
    if current is not None and edit.text == current.text:
        return Saved(current.position, edit.title, projected.findings, merged=merged, unchanged=True)
    before = wiki.project(edit.title, current.text).findings if current else ()
    new = blocking(before, projected.findings)
    if new:
        return Blocked(new)
    expected = current.position if current else None
    write = Write(Action.SAVE, edit.title, edit.text, projected, edit.author, edit.summary, expected)
    try:
        position = commit(wiki, [write])[-1]
    except (EditConflictError, TitleTakenError):
        return None
    return Saved(position, edit.title, projected.findings, merged=merged)


def blocking(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the violations that keep an edit from being saved: those of fields, newly introduced.

    Front matter that cannot be read at all belongs to no field: it is saved as a page with a violation and can be
    mended there, so that nobody loses a text over a bracket.
    """
    return tuple(finding for finding in introduced(before, after) if finding.key)


def delete(wiki: Wiki, title: str, author: str, reason: str, seen: int | None = None) -> int:
    """Take a page out of view; its history stays. Raises NotFoundError.

    `seen`: the current revision as its deleter saw it; raises EditConflictError when there is a newer one.
    """
    current = _current(wiki, title)
    if seen not in {None, current.position}:
        raise EditConflictError(
            f"{current.title!r} was changed in this moment; nothing was deleted. Look at it again."
        )
    return commit(wiki, [_deletion(wiki, current, author, reason)])[-1]


def undelete(wiki: Wiki, title: str, author: str, reason: str = "") -> int:
    """Bring back the last text of a deleted page. Raises NotFoundError, TitleTakenError."""
    last = wiki.pages.deleted(normalize_title(title))
    if last is None:
        raise NotFoundError(f"No deleted page has the title {title!r}.")
    projected = wiki.project(last.title, last.text)
    return commit(wiki, [Write(Action.UNDELETE, last.title, last.text, projected, author, reason)])[-1]


def revert(wiki: Wiki, title: str, position: int, author: str, summary: str = "") -> Saved | Blocked:
    """Save the text of an earlier revision of the page as its newest one."""
    current = _current(wiki, title)
    old = wiki.pages.revision(position)
    if old is None or old.page != current.page:
        raise NotFoundError(f"Revision {position} is not a revision of {current.title!r}.")
    words = summary or f"Reverted to revision {position} by {old.author}"
    answer = _write(wiki, Edit(current.title, old.text, author, words), current, merged=False)
    if answer is None:
        raise EditConflictError(
            f"{current.title!r} was changed in this moment; nothing was reverted. Look at it again."
        )
    return answer


@dataclass(frozen=True, slots=True)
class Rename:
    """A new title for a page."""

    title: str
    new_title: str
    author: str
    reason: str = ""
    redirect: bool = True  # leave a redirect at the old title
    rewrite: bool = True  # change the links of other pages


def rename(wiki: Wiki, wish: Rename) -> int:
    """Rename a page, its talk page and the links to it, in one commit; return how many other pages were changed.

    Raises NotFoundError, TitleTakenError, BadInputError, EditConflictError; then nothing has changed.
    """
    current, new_title = _current(wiki, wish.title), checked_title(wish.new_title)
    if wiki.pages.get(new_title) is not None:
        raise TitleTakenError(
            f"A page {new_title!r} exists already. Choose another title, or merge the two pages by hand."
        )
    if new_title.startswith(TALK) != current.title.startswith(TALK):
        raise BadInputError(
            "A talk page belongs to its page: rename that page, and its talk page goes with it."
        )
    writes = [_renaming(wiki, current, new_title, wish)]
    talk = wiki.pages.get(TALK + current.title)
    if talk is not None:
        writes.append(_renaming(wiki, talk, TALK + new_title, wish))
    others = relinked(wiki, current, new_title, wish) if wish.rewrite else []
    if wish.redirect:
        writes.append(_redirection(wiki, current, new_title, wish))
    commit(wiki, writes + others)
    return len(others)


def _renaming(wiki: Wiki, page: Revision, new_title: str, wish: Rename) -> Write:
    text = page.text
    if wish.rewrite:
        names = {normalize_title(wish.title): checked_title(wish.new_title)}
        text = rewrite_links(text, names, wiki.ontology)
    text = retitled(text, new_title, wiki.ontology)
    projected = wiki.project(new_title, text)
    summary = wish.reason or f"Renamed from {page.title}"
    return Write(Action.RENAME, page.title, text, projected, wish.author, summary, page.position, new_title)


def _redirection(wiki: Wiki, page: Revision, new_title: str, wish: Rename) -> Write:
    old = split_title(page.title, wiki.ontology)
    text = frontmatter.compose({"kind": old.kind, "title": old.name, "redirect": new_title}, "")
    return Write(
        Action.SAVE, page.title, text, wiki.project(page.title, text), wish.author, f"Renamed to {new_title}"
    )


def relinked(wiki: Wiki, page: Revision, new_title: str, wish: Rename) -> list[Write]:
    """Return a write for every page whose text links to the page, but itself and its talk page."""
    names = {page.title: new_title}
    writes = []
    for linking in _linking_titles(wiki, page.title):
        other = wiki.pages.get(linking)
        if other is None or linking in {page.title, TALK + page.title}:
            continue
        text = rewrite_links(other.text, names, wiki.ontology)
        if text != other.text:
            summary = f"Link to {page.title} follows its new title"
            projected = wiki.project(linking, text)
            writes.append(Write(Action.SAVE, linking, text, projected, wish.author, summary, other.position))
    return writes


def _linking_titles(wiki: Wiki, title: str) -> list[str]:
    found: dict[str, None] = {}
    after: tuple[str, int] | None = None
    while links := wiki.pages.links_to(title, after, 500):
        found.update((link.title, None) for link in links)
        after = (links[-1].title, links[-1].number)
    return list(found)


def retitled(text: str, title: str, ontology: Ontology) -> str:
    """Return the text with `kind` and `title`, where it says them, following a new full title."""
    parts = split_title(title, ontology)
    page = frontmatter.parse(text)
    said = frontmatter.mapping(page)
    for key, value in (("kind", parts.kind), ("title", parts.name)):
        if key in said and said[key] != value:
            page = frontmatter.with_value(page, key, value)
    return frontmatter.write(page)


def checked_title(title: str) -> str:
    """Return the title in its normal form; raises BadInputError with what is wrong with it."""
    normal = normalize_title(title)
    problem = title_problem(normal)
    if problem:
        raise BadInputError(problem)
    return normal


def _check_text(wiki: Wiki, text: str) -> None:
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        raise BadInputError(
            f"The text has half a character at position {error.start + 1}. Remove it and save again."
        ) from error
    if size > wiki.config.page_bytes:
        limit = wiki.config.page_mebibytes
        raise BadInputError(
            f"The text has {size:,} bytes; a page may have {limit} MiB. Split it into several pages."
        )


def _current(wiki: Wiki, title: str) -> Revision:
    current = wiki.pages.get(normalize_title(title))
    if current is None:
        raise NotFoundError(f"There is no page {title!r}.")
    return current


def _deletion(wiki: Wiki, page: Revision, author: str, reason: str) -> Write:
    projected = nothing(wiki, page.title)
    return Write(Action.DELETE, page.title, "", projected, author, reason, page.position)


def nothing(wiki: Wiki, title: str) -> Projected:
    """Return the projection of a deleted page."""
    parts = split_title(title, wiki.ontology)
    graph = project("", title, wiki.ontology, wiki.config.base).graph
    return Projected(full_title(parts.kind, parts.name, wiki.ontology), parts.kind, graph, b"")
