"""What the command line asks for is the same, read swiftly or by the parser."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_ui.arguments import Asked, asked_for, parser

WORDS = ["--demo", "--exit-when-ready", "kent.omi", "a folder/kent.omi", "--", "-", "--dem", ""]


@given(st.lists(st.sampled_from(WORDS), max_size=4))
def test_every_line_is_read_as_the_parser_reads_it(words: list[str]) -> None:
    outcomes: list[object] = []
    for read in (asked_for, lambda line: Asked(**vars(parser().parse_args(line)))):
        try:
            outcomes.append(read(words))
        except SystemExit as refusal:
            outcomes.append(refusal.code)
    assert outcomes[0] == outcomes[1]


def test_the_rarer_arguments_are_known() -> None:
    asked = asked_for(["kent.omi", "--screen", "scores", "--passphrase-file", "words.txt"])
    assert asked == Asked(Path("kent.omi"), passphrase_file=Path("words.txt"), screen="scores")


def test_an_unknown_screen_is_refused_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        asked_for(["--screen", "moon"])
    assert "invalid choice: 'moon'" in capsys.readouterr().err
