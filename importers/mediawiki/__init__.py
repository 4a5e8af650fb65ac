"""MediaWiki's export files, as drafts of pages."""
