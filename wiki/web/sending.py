"""Large files in a request: written straight to where they are kept, with a limit of their own."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from flask import Request


class SentRequest(Request):
    """A request that may be told to take a large file."""

    spool: Path | None = None

    def take_large_files(self, folder: Path, most: int) -> None:
        """Let this request's body have `most` bytes, its files going to the folder as they come in."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.spool = folder
        self.max_content_length = most

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        """Werkzeug's own door for where a file goes."""
        if self.spool is None:
            return super()._get_file_stream(total_content_length, content_type, filename, content_length)
        return TemporaryFile("wb+", dir=self.spool)
