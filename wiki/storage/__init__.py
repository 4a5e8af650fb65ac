"""The one durable thing: pages, revisions and accounts in one SQLite file."""

from wiki.storage.opening import Storage, open_storage

__all__ = ["Storage", "open_storage"]
