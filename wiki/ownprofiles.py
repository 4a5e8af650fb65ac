"""Profiles and mappings that people bring with an import: looked over before anything is read by them."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from importers.expressions import problem_of
from importers.formats import PROFILES, UnusableSourceError
from importers.mediawiki.profile import WikiProfile
from importers.profile import Profile, profile_names
from wiki.assembly import Wiki
from wiki.errors import BadInputError
from wiki.runs import Chosen, Run

LONGEST_MAPPING = 200_000
DEEPEST_MAPPING = 40
_OPENING = (
    yaml.FlowSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.BlockMappingStartToken,
)
_CLOSING = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken, yaml.BlockEndToken)


def check_profile(wiki: Wiki, run: Run, chosen: Chosen) -> None:
    """Raise BadInputError, with what is wrong in it, for a profile or mapping that cannot be read or may be slow."""
    name = chosen.profile
    if (
        name and name not in profile_names()
    ):  # never a path: what lies on this machine is not the sender's to read
        raise BadInputError(f"There is no profile {name!r}. Profiles are: {', '.join(profile_names())}.")
    if chosen.mapping:
        name = str(wiki.uploads.write_mapping(run.upload, run.name, chosen.mapping))
    if not name:
        return
    if chosen.format not in PROFILES:
        raise BadInputError(f"The format {chosen.format} has no profiles. Choose none, or another format.")
    try:
        refuse_what_grows(chosen.mapping)
        profile = PROFILES[chosen.format](name)
    except UnusableSourceError as error:
        raise BadInputError(str(error)) from error
    if chosen.mapping:
        _refuse_what_is_slow(profile)


def refuse_what_grows(mapping: str) -> None:
    """Raise BadInputError for YAML that could take all time or memory: too long, too deep, or repeating by reference."""
    if len(mapping) > LONGEST_MAPPING:
        raise BadInputError(
            f"A mapping may have {LONGEST_MAPPING:,} characters. Leave out what it says by default."
        )
    depth = 0
    try:
        for token in yaml.scan(mapping):
            if isinstance(token, yaml.AliasToken):
                raise BadInputError("A mapping may not refer to its own parts (*name). Write them out.")
            depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
            if depth > DEEPEST_MAPPING:
                raise BadInputError("The mapping is nested too deeply to be read.")
    except yaml.YAMLError:
        return  # said with its line by what reads the mapping


def _refuse_what_is_slow(profile: object) -> None:
    """Raise BadInputError for a regular expression whose matching could take all time."""
    for expression in _expressions(profile):
        problem = problem_of(expression)
        if problem:
            raise BadInputError(
                f"The regular expression {expression[:80]!r} is not taken here: {problem}. The operator can import "
                "with it at the command line."
            )


def _expressions(profile: object) -> Iterator[str]:
    """Yield the regular expressions of a profile."""
    if isinstance(profile, WikiProfile):
        yield from (rule.match.pattern for rule in profile.lines)
    elif isinstance(profile, Profile):
        yield from map(str, profile.strip)
        yield from (
            what for how, _, what in (rule.join.partition(":") for rule in profile.files) if how == "file"
        )
