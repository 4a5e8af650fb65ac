"""Settings: where they come from, and what is said when one is wrong."""

import re
from pathlib import Path

import pytest

from wiki.config import SETTINGS, Config, load_config, write_config
from wiki.errors import BadInputError, StorageError

ROOT = Path(__file__).resolve().parents[2]


def written(folder, text):
    (folder / "commonloom.toml").write_text(text)
    return folder


def test_without_a_file_the_defaults_hold(tmp_path):
    config = load_config(tmp_path, {})
    assert (config.base, config.anonymous_editing) == ("http://127.0.0.1:8000", False)


def test_the_file_and_then_the_environment_decide(tmp_path):
    folder = written(tmp_path, 'title = "Ours"\nquery_seconds = 3\n')
    config = load_config(folder, {"COMMONLOOM_TITLE": "Theirs", "COMMONLOOM_ANONYMOUS_EDITING": "yes"})
    assert (config.title, config.query_seconds, config.anonymous_editing) == ("Theirs", 3.0, True)


def test_the_secret_is_made_once_and_kept_from_others(tmp_path):
    assert load_config(tmp_path, {}).secret == load_config(tmp_path, {}).secret
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_a_new_file_shows_every_setting(tmp_path):
    write_config(tmp_path, base="https://wiki.example.org")
    text = (tmp_path / "commonloom.toml").read_text()
    assert [name for name in SETTINGS if f"{name} = " not in text] == []
    assert load_config(tmp_path, {}).base == "https://wiki.example.org"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colour = 1", "unknown setting 'colour'"),
        ("query_seconds = 'soon'", "'soon' is not a number"),
        ("query_workers = 0", "greater than zero"),
        ("anonymous_editing = 'maybe'", "yes or no"),
        ("base = 'wiki.example.org'", "http or https"),
        ("base = 'http://x/'", "without a slash"),
        ("base = 'http://a b'", "http or https"),
        ("base = 'http://a/?q=1'", "http or https"),
        ("page_mebibytes = 1.5", "not a whole number"),
        ("proxies = true", "not a whole number"),
        ("query_seconds = inf", "not a number"),
        ("title = ", "cannot be read as TOML"),
    ],
)
def test_a_wrong_setting_is_named_with_its_place(tmp_path, text, words):
    with pytest.raises(BadInputError, match=words) as caught:
        load_config(written(tmp_path, text), {})
    assert "commonloom.toml" in str(caught.value)


def test_a_wrong_variable_is_named(tmp_path):
    with pytest.raises(BadInputError, match="COMMONLOOM_PAGE_MEBIBYTES"):
        load_config(tmp_path, {"COMMONLOOM_PAGE_MEBIBYTES": "much"})


def test_no_folder_tells_how_to_make_one(tmp_path):
    with pytest.raises(StorageError, match="init"):
        load_config(tmp_path / "missing", {})


def test_the_way_out_can_be_pasted_whatever_the_folder_is_called(tmp_path):
    with pytest.raises(StorageError, match=r"--data '/.*a b' init"):
        load_config(tmp_path / "a b", {})


def test_the_docs_list_every_setting_with_its_default():
    text = (ROOT / "docs" / "operating.md").read_text()
    rows = dict(re.findall(r"^\| `(\w+)` \| `([^`]*)` \|", text, re.MULTILINE))
    default = Config()
    assert rows == {
        name: str(getattr(default, name)).lower()
        if isinstance(getattr(default, name), bool)
        else str(getattr(default, name))
        for name in SETTINGS
    }
