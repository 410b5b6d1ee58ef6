"""`omi export --docx`, as a script would call it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from omi_desktop.cli import run
from omi_desktop.demo import PASSPHRASE
from omi_desktop.demo.write import write_demo

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the passphrase of the demo by variable."""
    monkeypatch.setenv("OMI_PASSPHRASE", PASSPHRASE)


@pytest.fixture(scope="module")
def demo_omi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo."""
    path = tmp_path_factory.mktemp("demo") / "demo.omi"
    write_demo(path, PASSPHRASE)
    return path


def test_export_writes_the_draft_for_comment(demo_omi: Path, tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    assert run(["export", str(demo_omi), "--docx", str(path)]) == 0
    word = Document(str(path))
    assert word.core_properties.title == "Offender management in Cumbria"
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "1.1 Preparing for sentence" in text
    assert [found.name for found in tmp_path.iterdir()] == ["draft.docx"]


def test_a_draft_that_cannot_be_written_is_one_sentence(
    demo_omi: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", str(demo_omi), "--docx", str(tmp_path / "no" / "draft.docx")]) == 2
    said = capsys.readouterr()
    assert "The Word document could not be written" in said.err
    assert said.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_export_without_a_target_names_the_draft_too(
    demo_omi: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", str(demo_omi)]) == 2
    assert "--docx OUT" in capsys.readouterr().err


def test_a_command_that_writes_no_word_document_loads_no_library_for_it(demo_omi: Path) -> None:
    script = (
        "import sys\n"
        "from omi_desktop.cli import run\n"
        f"run(['score', {str(demo_omi)!r}])\n"
        "sys.exit('docx' in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
