"""Reading Markdown: an export of ours, or a folder of somebody else's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from importers.draft import Draft, Issue
from importers.files import files_below
from importers.markdown.collection import Collection
from importers.markdown.exports import is_export, read_export
from importers.markdown.folders import Folder
from importers.markdown.targets import ENDINGS
from importers.profile import FileRule, Profile, load_profile
from importers.source import Source


def read_markdown(source: Source) -> Iterator[Draft | Issue]:
    """Read every Markdown file below the path, in order of their names, or of a book's summary.

    Without a profile, an export of ours is taken as it is, and any other folder by front matter, first heading and
    file name. Every file is opened twice, once for its names and once for its text, so that memory holds the names
    of all files and the text of one.
    """
    files, left_out = files_below(source.path, ENDINGS)
    if is_export(source):
        return chain(left_out, read_export(source, files))
    profile = (
        load_profile(source.profile)
        if source.profile
        else Profile(name="", files=(FileRule("*"),), hashtags=True)
    )
    folder = Folder(source.path if source.path.is_dir() else source.path.parent)
    return chain(left_out, Collection(source, profile, folder, folder.ordered(files)).drafts())
