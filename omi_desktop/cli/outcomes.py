"""How a command ends and how it prints."""

from __future__ import annotations

import json

import click

LOOK_AT_IT = 1
CANNOT = 2

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def print_json(document: object) -> None:
    """Print the one document that --json asks for."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))
