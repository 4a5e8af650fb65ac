"""Accounts as an operator makes them."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from argon2 import PasswordHasher

from wiki.assembly import storage_of
from wiki.errors import NotFoundError


def add_account(data: Path, name: str, role: str) -> str:
    """Create an account and return its one-time password. Raises BadInputError, TitleTakenError."""
    from wiki.governance import check_name

    check_name(name)
    password = secrets.token_urlsafe(12)
    storage_of(data).accounts.add(name, PasswordHasher().hash(password), role)
    return password


def add_token(data: Path, name: str, label: str) -> str:
    """Return a new API token of the account; only its SHA-256 is kept. Raises NotFoundError."""
    accounts = storage_of(data).accounts
    if accounts.get(name) is None:
        raise NotFoundError(f"There is no account {name!r}. Create it with: user add {name}")
    secret = secrets.token_urlsafe(32)
    accounts.add_token(name, hashlib.sha256(secret.encode()).hexdigest(), label)
    return secret
