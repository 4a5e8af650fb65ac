"""The whole policy as one table: permission → who has it. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Protocol

from wiki.errors import BadInputError
from wiki.revisions import Account


class Permission(StrEnum):
    """What somebody may want to do."""

    READ = "read"
    EDIT = "edit"  # save, create, revert
    RENAME = "rename"
    DELETE = "delete"
    UNDELETE = "undelete"
    IMPORT = "import"  # and take an import back
    CODE = "code in a round"  # signed by the account, so never without one
    GOVERN = "govern"  # roles and blocks


class Policy(Protocol):
    """The settings the table looks at."""

    @property
    def anonymous_editing(self) -> bool:
        """Whether people who are not logged in may edit."""


Predicate = Callable[[Account | None, str, Policy], bool]
"""Who, full title of the page ("" = no page in particular), settings."""


def anyone(account: Account | None, title: str, policy: Policy) -> bool:  # noqa: ARG001
    """Everybody, logged in or not."""
    return True


def contributor(account: Account | None, title: str, policy: Policy) -> bool:
    """Whoever registered and is not blocked; anonymous people where the setting says so."""
    return policy.anonymous_editing if account is None else editor(account, title, policy)


def editor(account: Account | None, title: str, policy: Policy) -> bool:  # noqa: ARG001
    """Whoever registered and is not blocked: no permission is needed to contribute."""
    return account is not None and not account.blocked and account.role != "reader"


def administrator(account: Account | None, title: str, policy: Policy) -> bool:
    """Editors with the role administrator."""
    return account is not None and account.role == "administrator" and editor(account, title, policy)


TABLE: Mapping[Permission, Predicate] = {
    Permission.READ: anyone,
    Permission.EDIT: contributor,
    Permission.RENAME: editor,
    Permission.DELETE: editor,
    Permission.UNDELETE: editor,
    Permission.IMPORT: editor,
    Permission.CODE: editor,
    Permission.GOVERN: administrator,
}


def may(account: Account | None, permission: Permission, title: str, policy: Policy) -> bool:
    """Say whether the account (None = not logged in) has the permission on the page of that title."""
    return TABLE[permission](account, title, policy)


def refusal(account: Account | None, permission: Permission) -> str:
    """Say why a permission is refused and what repairs it."""
    if account is None:
        return f"To {permission.value} here, log in first; whoever registers may do so at once."
    state = "is blocked, so it" if account.blocked else f"has the role {account.role}, which"
    return f"The account {account.name} {state} may not {permission.value}. Ask an administrator."


LONGEST_NAME = 40
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 1000
"""Characters."""

NAME = re.compile(r"[^\W_](?:[ .'-]?[^\W_])*")
"""Letters and digits of any script; single blanks, points, hyphens and apostrophes between them."""


def check_name(name: str) -> None:
    """Raise BadInputError, saying why, when no account may have this name."""
    if not 1 < len(name) <= LONGEST_NAME:
        raise BadInputError(f"A name has 2 to {LONGEST_NAME} characters.")
    if not NAME.fullmatch(name) or unicodedata.normalize("NFKC", name) != name:
        raise BadInputError(
            "A name is made of letters and digits, with single blanks, points, hyphens or apostrophes between."
        )
    if not any(character.isalpha() for character in name):
        raise BadInputError("A name needs a letter, so that nobody takes it for a network address.")


def check_password(password: str, name: str) -> None:
    """Raise BadInputError, saying why, when this is no password for that account."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise BadInputError(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.")
    if password.casefold() == name.casefold() or len(set(password)) == 1:
        raise BadInputError("That password is the first one somebody would try. Choose another.")
