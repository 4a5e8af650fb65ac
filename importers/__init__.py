"""The arrivals: translators from what others have written."""
