"""The sentences: what a page says, as pure values."""
