"""A missing or misspelt setting is refused with file, key and remedy."""

from pathlib import Path

import pytest

from triage.settings import SettingsError, bundled, load


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in bundled("config").glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(folder: Path, **environ: str) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        load(folder, environ=environ)
    return refused.value.problems


def test_the_bundled_sample_loads() -> None:
    assert load(environ={}).authority.name == "Ashcombe Borough Council"


def test_a_misspelt_key_names_file_key_and_the_likely_meaning(folder: Path) -> None:
    change(folder, "authority.toml", "short_name", "shrt_name")
    (sentence,) = problems(folder)
    assert sentence == f"{folder}/authority.toml: authority.shrt_name is no setting; did you mean short_name?"


def test_a_missing_key_is_named(folder: Path) -> None:
    change(folder, "authority.toml", "nation =", "# nation =")
    assert problems(folder) == [f"{folder}/authority.toml: authority.nation is missing; add it"]


def test_every_problem_is_told_at_once(folder: Path) -> None:
    change(folder, "authority.toml", "nation =", "# nation =")
    change(folder, "authority.toml", "privacy_url", "privacy_link")
    assert len(problems(folder)) == 3


def test_a_file_that_is_no_toml_is_named(folder: Path) -> None:
    (folder / "teams.toml").write_text("teams = [", encoding="utf-8")
    assert problems(folder)[0].startswith(f"{folder}/teams.toml cannot be read as TOML")


def test_a_key_in_two_files_is_refused(folder: Path) -> None:
    (folder / "more.toml").write_text("teams = []", encoding="utf-8")
    assert "keep it in one of the two" in problems(folder)[0]


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    assert "is not a folder" in problems(tmp_path / "nowhere")[0]


def test_the_environment_wins_over_files_and_its_secrets_are_hidden(folder: Path) -> None:
    environ = {"HOST": "imap.example", "USER": "foi", "PASSWORD": "s3cret"}
    settings = load(folder, environ={f"TRIAGE_MAILBOXES__FOI__{name}": value for name, value in environ.items()})
    assert settings.mailboxes["foi"].password.get_secret_value() == "s3cret"
    assert "s3cret" not in repr(settings)


def test_a_misspelt_environment_variable_is_refused(folder: Path) -> None:
    (sentence,) = problems(folder, TRIAGE_SMPT__HOST="x")
    assert sentence == "environment: TRIAGE_SMPT__HOST is no setting; did you mean smtp?"


@pytest.mark.parametrize("part", ["MAILBOXES__FOI", "SMTP"])
def test_clear_text_is_refused_beyond_this_machine(folder: Path, part: str) -> None:
    given = {"HOST": "mail.example", "USER": "foi", "SECURITY": "none"}
    (sentence,) = problems(folder, **{f"TRIAGE_{part}__{name}": value for name, value in given.items()})
    assert 'use "tls" or "starttls"' in sentence


def test_clear_text_is_allowed_on_loopback(folder: Path) -> None:
    given = {"HOST": "127.0.0.1", "SECURITY": "none"}
    settings = load(folder, environ={f"TRIAGE_SMTP__{name}": value for name, value in given.items()})
    assert settings.smtp is not None


def test_two_teams_with_one_slug_are_refused(folder: Path) -> None:
    change(folder, "teams.toml", 'slug = "housing"', 'slug = "planning"')
    assert "stands twice" in problems(folder)[0]


@pytest.mark.parametrize("pattern", ["FOI-{year}", "FOI-{number", "FOI-{month}-{number}"])
def test_a_reference_pattern_that_cannot_tell_cases_apart_is_refused(folder: Path, pattern: str) -> None:
    change(folder, "authority.toml", "FOI-{year}-{number:04}", pattern)
    assert "must hold {number}" in problems(folder)[0]
