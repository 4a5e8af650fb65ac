"""The whole policy as one table: permission → who has it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Protocol

from wiki.revisions import Account


class Permission(StrEnum):
    """What somebody may want to do."""

    READ = "read"
    EDIT = "edit"  # save, create, revert
    RENAME = "rename"
    DELETE = "delete"
    UNDELETE = "undelete"
    IMPORT = "import"  # and take an import back
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
    Permission.GOVERN: administrator,
}


def may(account: Account | None, permission: Permission, title: str, policy: Policy) -> bool:
    """Say whether the account (None = not logged in) has the permission on the page of that title."""
    return TABLE[permission](account, title, policy)


def refusal(account: Account | None, permission: Permission) -> str:
    """Say why a permission is refused and what repairs it."""
    if account is None:
        return f"To {permission.value} here, log in first; whoever registers may do so at once."
    if account.blocked:
        return (
            f"The account {account.name} is blocked, so it may not {permission.value}. Ask an administrator."
        )
    return f"The account {account.name} ({account.role}) may not {permission.value}. Ask an administrator."
