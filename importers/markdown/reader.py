"""Reading Markdown: an export of ours, or a folder of somebody else's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path, PurePosixPath

from importers.draft import Draft, Issue
from importers.files import files_below
from importers.markdown.collection import Collection
from importers.markdown.exports import is_export, read_export
from importers.markdown.folders import Folder
from importers.markdown.reading import LISTS
from importers.markdown.targets import ENDINGS
from importers.profile import FileRule, Profile, load_profile
from importers.source import Source


def read_markdown(source: Source) -> Iterator[Draft | Issue]:
    """Read every Markdown file below the path, in order of their names, or of a book's summary.

    Without a profile, an export of ours is taken as it is, and any other folder by front matter, first heading and
    file name. Every file is opened twice, once for its names and once for its text, so that memory holds the names
    of all files and the text of one.
    """
    if is_export(source):
        files, left_out = files_below(source.path, ENDINGS)
        return chain(left_out, read_export(source, files))
    profile = (
        load_profile(source.profile)
        if source.profile
        else Profile(name="", files=(FileRule("*"),), hashtags=True)
    )
    lists = {suffix for rule in profile.files if (suffix := PurePosixPath(rule.match).suffix) in LISTS}
    files, left_out = files_below(source.path, {*ENDINGS, *lists})
    files = [each for each in files if each.suffix.lower() in ENDINGS or _named(each, profile)]
    folder = Folder(source.path if source.path.is_dir() else source.path.parent)
    return chain(left_out, Collection(source, profile, folder, folder.ordered(files)).drafts())


def _named(path: Path, profile: Profile) -> bool:
    """Say whether a rule names a list by its ending; other files of that ending are not the collection's texts."""
    rule = profile.rule(PurePosixPath(path.resolve().as_posix()))
    return rule is not None and PurePosixPath(rule.match).suffix == path.suffix
