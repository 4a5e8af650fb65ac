"""Places where strangers' input may hang, grow or crash without harm."""
