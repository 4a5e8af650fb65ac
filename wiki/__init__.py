"""The conversation: what people do with pages."""
