"""Folders of Markdown: exports of our own, vaults, books and sites of others, and collections by profile."""
