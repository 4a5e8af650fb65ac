"""Finding pages by words: Whoosh's query language over SQLite FTS5."""
