"""A MediaWiki, read from its export file: first what its pages are called and are, then page by page what they say."""

from __future__ import annotations

import pickle
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from importers.draft import Described, Draft, Expected, Issue
from importers.expecting import unmet
from importers.mediawiki.dump import DumpError, SourcePage, read_dump
from importers.mediawiki.folder import read_folder
from importers.mediawiki.kept import read_kept
from importers.mediawiki.pages import (
    Job,
    PageMaker,
    categories_in,
    redirect_in,
    templates_in,
)
from importers.mediawiki.profile import WikiProfile, load_wiki_profile
from importers.mediawiki.site import Site
from importers.mediawiki.titles import Titles
from importers.question import Option, Question
from importers.source import Source, StoppedError, UnusableSourceError
from importers.wikitext.boxed import WORK, convert_bytes, packed, unpacked
from importers.wikitext.escaping import fence
from importers.wikitext.writing import Converted
from patterns import frontmatter
from patterns.links import TALK, split_title

WINDOW = 64
"""Pages under conversion or waiting to be taken, for each hand …"""

HELD = 24 << 20
"""… and the bytes of text and history from which on no further page is taken up."""

LONGEST = 8 << 20
"""Characters of a text that is converted; MediaWiki itself takes 2 MiB from people ($wgMaxArticleSize)."""

Arriving = Draft | Issue | Expected | Question | Described


def read_mediawiki(source: Source) -> Iterator[Arriving]:
    """Read an export of MediaWiki, plain or compressed ("-" is standard input), or a folder of files of wikitext.

    Where the source has originals that an earlier import kept, they are read instead.

    Raises UnusableSourceError when there is no such export at all.
    """
    profile = load_wiki_profile(source.profile)
    with TemporaryDirectory(prefix="commonloom-") as folder:
        yield from _Dump(source, profile, Path(folder)).drafts()


@dataclass
class _Dump:
    source: Source
    profile: WikiProfile
    folder: Path
    kinds: Counter[str] = field(default_factory=Counter)
    ignored: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    users: dict[str, str] = field(default_factory=dict)  # template → a page that uses it
    wanted: int = 0  # pages laid by

    def drafts(self) -> Iterator[Arriving]:
        site, titles, issues, broken = self._survey()
        kept = self.source.kept
        name = kept.name if kept else self.profile.name or site.name or "mediawiki"
        try:
            yield Expected(self.wanted + len(self.profile.pages))
            if not kept:
                yield Described(name, site.as_json())
            yield from issues
            yield from self._own_pages()
            maker = PageMaker(self.source, self.profile, site, titles, name)
            yield from self._pages(maker, titles)
            yield from _redirect_issues(titles)
            yield from self._summary(site, broken)
        finally:
            titles.close()

    @property
    def _laid_by(self) -> Path:
        """The pages as they were read, so that the dump is unpacked and parsed once only."""
        return self.folder / "pages"

    def _survey(self) -> tuple[Site, Titles, list[Issue | Question], str]:
        """Read the dump: what each page is called here. The pages themselves are laid by."""
        site, titles, issues, broken = Site(), None, list[Issue | Question](), ""
        try:
            with self._laid_by.open("wb") as shelf:
                for each in self._arriving():
                    if isinstance(each, Site):
                        site = each
                    elif isinstance(each, Issue):
                        issues.append(each)
                    else:
                        titles = titles or Titles(self.folder, site, self.source.ontology)
                        issues += self._name(each, site, titles, shelf)
        except DumpError as error:
            if titles is None:
                raise UnusableSourceError(f"Nothing can be read from {self.source.path}: {error}.") from error
            broken = str(error)
        return site, titles or Titles(self.folder, site, self.source.ontology), issues, broken

    def _arriving(self) -> Iterator[Site | SourcePage | Issue]:
        if self.source.kept:
            return read_kept(self.source.kept, self.profile.titles)
        if self.source.path.is_dir():
            return read_folder(self.source.path, self.profile.titles)
        return read_dump(self.source.path)

    def _name(
        self, page: SourcePage, site: Site, titles: Titles, shelf: BinaryIO
    ) -> Iterator[Issue | Question]:
        space = titles.namespace(page.title)
        if space in self.profile.ignore:
            self.ignored[space] += 1
            return
        text = page.text
        redirect = redirect_in(text, stated=bool(page.redirect)) or page.redirect
        if not page.title or not page.revisions:
            why = "its text is hidden at the source" if page.hidden else "it has no text in the dump"
            why = why if page.title else "it has no title"
            yield Issue(page.title or f"page {page.number}", f"the page was left out: {why}")
            return
        kinds = self._kinds(page.title, space, text, site, titles)
        if page.here:
            yield from self._again(page, kinds, redirect, titles, shelf)
            return
        key = f"kind|{self.profile.name}|{page.title}"
        answer = self.source.answers.get(key, "")
        if len(kinds) > 1 and answer not in kinds and not redirect:
            yield self._which(key, page.title, kinds)
        ours, why = titles.add(page.title, answer if answer in kinds else kinds[0], redirect)
        if why:
            yield Issue(page.title, why)
        if ours:
            newest = replace(page, revisions=page.revisions[-1:])
            self._lay_by(newest if self.source.current else page, shelf)

    def _again(
        self, page: SourcePage, kinds: list[str], redirect: str, titles: Titles, shelf: BinaryIO
    ) -> Iterator[Issue]:
        """Take up a page that is here already: under the title it has here, whatever it would get today."""
        kind = split_title(page.here, self.source.ontology).kind
        ours, why = titles.add(page.title, kind, redirect, page.here)
        if why:
            yield Issue(page.title, why)
        if not page.wanted or not ours:
            return
        if kind not in kinds and not redirect:
            words = f"the profile makes a page of kind {kinds[0]} of it now; {page.here!r} stays what it is. Move it if you agree"
            yield Issue(page.title, words)
        self._lay_by(page, shelf)

    def _lay_by(self, page: SourcePage, shelf: BinaryIO) -> None:
        self.wanted += 1
        pickle.dump(page, shelf, pickle.HIGHEST_PROTOCOL)

    def _kinds(self, title: str, space: str, text: str, site: Site, titles: Titles) -> list[str]:
        """Return the kinds a page may be, the likeliest first."""
        if titles.subject(title):
            return [TALK]
        known = self.source.ontology.by_name
        fitting = self.profile.fitting(title, space, categories_in(text, site), templates_in(text))
        return list(dict.fromkeys(rule.kind if rule.kind in known else "page" for rule in fitting)) or [
            "page"
        ]

    def _which(self, key: str, title: str, kinds: list[str]) -> Question:
        labels = {each: self.source.ontology.by_name[each].label for each in kinds}
        sentence = f"Which kind is “{title}”? Rules of the profile fit for {' and '.join(labels.values())}."
        options = tuple(Option(name, label) for name, label in labels.items())
        return Question(key, title, sentence, options, kinds[0])

    def _own_pages(self) -> Iterator[Draft]:
        for page in self.profile.pages:
            parts = split_title(page.title, self.source.ontology)
            text = frontmatter.compose({"kind": parts.kind, "title": parts.name, **page.front}, page.text)
            origin = f"{self.profile.name}:{page.title}"
            yield Draft(page.title, text, f"profile {self.profile.name}", origin, supplements=True)

    def _pages(self, maker: PageMaker, titles: Titles) -> Iterator[Draft | Issue]:
        """Take up the pages laid by, converting several at once, in their order."""
        with ThreadPoolExecutor(max_workers=self.source.hands) as pool:
            waiting: deque[tuple[Job, Future[Converted]]] = deque()
            held = 0
            for job in self._jobs(maker, titles):
                waiting.append((job, pool.submit(self._converted, job)))
                held += job.size
                while waiting and (len(waiting) >= WINDOW * self.source.hands or held > HELD):
                    held -= waiting[0][0].size
                    yield from self._made(maker, *waiting.popleft())
            while waiting:
                yield from self._made(maker, *waiting.popleft())

    def _jobs(self, maker: PageMaker, titles: Titles) -> Iterator[Job]:
        for page in _taken_up(self._laid_by):
            entry = titles.entry(page.title)
            if entry is not None:
                yield maker.job(page, entry)

    def _converted(self, job: Job) -> Converted:
        if job.as_code is not None:
            return Converted(body=fence(job.text, job.as_code) + "\n" if job.text.strip() else "")
        if len(job.text) > LONGEST:
            why = f"the text has {len(job.text):,} characters, more than are converted; it was kept as it is, as code"
            return Converted(body=fence(job.text, "wikitext") + "\n", issues=(why,))
        work = self.source.work
        payload = packed(job.text, job.rules)
        try:
            return unpacked(work(WORK, payload) if work else convert_bytes(payload))
        except StoppedError as error:
            why = f"the text could not be converted ({error}); it was kept as it is, as code"
            return Converted(body=fence(job.text, "wikitext") + "\n", issues=(why,))

    def _made(self, maker: PageMaker, job: Job, converted: Future[Converted]) -> Iterator[Draft | Issue]:
        made = converted.result()
        for name, times in made.unknown.items():
            self.unknown[name] += times
            self.users.setdefault(name, job.page.title)
        self.kinds["redirect" if job.entry.redirect else job.entry.kind] += 1
        yield from maker.made(job, made)

    def _summary(self, site: Site, broken: str) -> Iterator[Issue]:
        """Say what concerns the dump as a whole."""
        place = site.name or self.source.path.name
        if broken:
            yield Issue(place, f"{broken}; the pages before that were read")
        if not self.kinds:
            yield Issue(place, "no page was found in it")
        for space, count in self.ignored.items():
            what, were = ("one page", "was") if count == 1 else (f"{count:,} pages", "were")
            yield Issue(place, f"{what} of the namespace {space} {were} left out, as the profile says")
        for name, times in self.unknown.most_common():
            what = "parser function" if name.startswith("#") else "template"
            used = "once" if times == 1 else f"{times:,} times"
            sentence = (
                f"the {what} {name!r} has no rule in the profile; it stays visible as code (used {used})"
            )
            yield Issue(self.users[name], sentence)
        if not self.source.kept:
            yield from unmet(place, self.profile.expect, self.kinds)


def _taken_up(path: Path) -> Iterator[SourcePage]:
    """Yield the pages laid by."""
    size = path.stat().st_size
    with path.open("rb") as shelf:
        while shelf.tell() < size:
            page: SourcePage = pickle.load(shelf)  # noqa: S301 - a file of this process, in a folder of its own
            yield page


def _redirect_issues(titles: Titles) -> Iterable[Issue]:
    for entry in titles.redirects():
        end, why = titles.where_it_ends(entry)
        if end is None:
            yield Issue(entry.theirs, f"the redirect {why}; it was kept as it is")
