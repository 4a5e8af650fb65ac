"""The commands of `python -m wiki`, by what they are for."""
