"""The dictionary knows British English and the service's words, and is quiet over real notes."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from omi_desktop.assets import asset
from omi_desktop.spelling.dictionary import Dictionary
from omi_desktop.spelling.own_words import read_words
from omi_desktop.spelling.spots import spots

MOST_FALSE_ALARMS = 0.001
"""Of the words of the demo's notes: what is written there is spelt as it should be."""


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    """Return the dictionary that is shipped."""
    return Dictionary()


def _notes() -> list[str]:
    found = tomllib.loads(asset("demo/cumbria-2006/notes.toml").read_text(encoding="utf-8"))
    return [each["text"] for group in found.values() for each in group]


def test_it_knows_british_spelling_only(dictionary: Dictionary) -> None:
    assert all(map(dictionary.knows, ("organise", "programme", "behaviour", "licence", "offence")))
    assert not any(map(dictionary.knows, ("organize", "behavior", "offense")))


@pytest.mark.parametrize(
    "word", ["OASys", "MAPPA", "PPO", "ViSOR", "eOASys", "criminogenic", "Reoffending", "OASys’s"]
)
def test_it_knows_the_words_of_the_service(dictionary: Dictionary, word: str) -> None:
    assert dictionary.knows(word)


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("sufficent", "sufficient"),
        ("asessment", "assessment"),
        ("recieve", "receive"),
        ("offendr’s", "offender’s"),
        ("criminogeric", "criminogenic"),
    ],
)
def test_what_was_meant_comes_among_the_suggestions(
    dictionary: Dictionary, wrong: str, meant: str
) -> None:
    assert not dictionary.knows(wrong)
    assert meant in dictionary.suggestions(wrong)


def test_the_notes_of_the_demo_raise_hardly_an_alarm(
    dictionary: Dictionary, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [spot.word for note in _notes() for spot in spots(note)]
    alarms = [word for word in words if not dictionary.knows(word)]
    with capsys.disabled():
        sys.stdout.write(f"\n{len(alarms)} alarms in {len(words)} words of notes: {alarms}\n")
    assert len(words) > 5000
    assert len(alarms) <= MOST_FALSE_ALARMS * len(words)


def test_slips_in_the_notes_of_the_demo_are_noticed(dictionary: Dictionary) -> None:
    words = [spot.word for note in _notes() for spot in spots(note) if len(spot.word) > 6]
    # Two letters in the wrong order, the commonest slip.
    slips = {f"{word[:3]}{word[4]}{word[3]}{word[5:]}" for word in words} - set(words)
    noticed = [slip for slip in slips if not dictionary.knows(slip)]
    assert len(noticed) > 0.98 * len(slips)


def test_the_list_of_the_service_holds_only_words_that_are_needed(dictionary: Dictionary) -> None:
    from hunspell import Hunspell

    plain = Hunspell("en_GB", hunspell_data_dir=str(asset("spelling")))
    words = read_words(asset("spelling/words.txt"))
    assert len(set(words)) == len(words) > 60
    assert [word for word in words if plain.spell(word)] == []
    assert all(map(dictionary.knows, words))


def test_words_of_ones_own_are_known_from_the_next_start(tmp_path: Path) -> None:
    own = tmp_path / "my-words.txt"
    own.write_text("# Mine\nHindpool\nnot one word\n", encoding="utf-8")
    dictionary = Dictionary(own)
    assert dictionary.knows("Hindpool")
    assert dictionary.knows("Hindpool’s")


def test_the_process_beside_the_window_answers_line_by_line(tmp_path: Path) -> None:
    asked = (
        '{"check": ["sufficent", "plan", "Hindpool"]}\n'
        '{"add": "Hindpool"}\n'
        '{"check": ["Hindpool"]}\n'
        '{"suggest": "recieve"}\n'
    )
    done = subprocess.run(
        [sys.executable, "-m", "omi_desktop.spelling", str(tmp_path / "none.txt")],
        input=asked,
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    first, second, third = done.stdout.splitlines()
    assert first == (
        '{"checked": ["sufficent", "plan", "Hindpool"], "unknown": ["sufficent", "Hindpool"]}'
    )
    assert second == '{"checked": ["Hindpool"], "unknown": []}'
    assert third.startswith('{"word": "recieve", "suggestions": ["receive"')
