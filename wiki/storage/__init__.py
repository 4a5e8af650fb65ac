"""The one durable thing: pages, revisions and accounts in one SQLite file."""
