"""The commands under `saraban template`: an office's own Word templates, checked, tried, kept, listed."""

from __future__ import annotations

from pathlib import Path

import click

from circulars.errors import ExitCode
from terminal.call import Call
from terminal.verb import Verbs, with_call

PATH = click.Path(path_type=Path)


@click.group(cls=Verbs, invoke_without_command=True)
@click.pass_context
def template(ctx: click.Context) -> None:
    """The office's own Word templates; alone it lists them."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_templates)


@template.command("list")
@with_call
def list_templates(call: Call) -> None:
    """List the templates and the letters written with them."""
    from desk.office_templates import templates
    from desk.plain import template_plain
    from terminal.template_screens import templates_screen

    known = templates(call.desk())
    call.show(templates_screen(known, call), [template_plain(one) for one in known])


@template.command()
@click.argument("files", nargs=-1, required=True, type=PATH)
@with_call
def check(call: Call, files: tuple[Path, ...]) -> int:
    """Find what would fail without a word."""
    from desk.office_templates import check_template
    from desk.plain import checked_template_plain
    from terminal.template_screens import checked_screen

    checked = [check_template(one) for one in files]
    text = "\n".join(checked_screen(one, call) for one in checked)
    call.show(text, [checked_template_plain(one, call.lang) for one in checked])
    return ExitCode.NEEDS_PERSON if any(one.is_refused for one in checked) else ExitCode.DONE


@template.command()
@click.argument("file", type=PATH)
@click.option("--letter", "receipt", metavar="ID", required=True)
@with_call
def preview(call: Call, file: Path, receipt: str) -> None:
    """Write a letter's draft in a template."""
    from desk.office_templates import preview_template
    from terminal.template_screens import preview_screen

    files = preview_template(call.desk(), file, receipt, call.clerk())
    call.show(preview_screen(files, call), {"preview": [str(one) for one in files]})


@template.command()
@click.argument("file", type=PATH)
@click.option("--name", required=True)
@with_call
def add(call: Call, file: Path, name: str) -> None:
    """Keep a template as a new version."""
    from desk.office_templates import add_template
    from desk.plain import template_plain
    from terminal.template_screens import templates_screen

    kept = add_template(call.desk(), file, name, call.clerk())
    call.show(templates_screen([kept], call), template_plain(kept))


@click.command("pdf", cls=Verbs.command_class)
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option("--out", "folder", type=PATH)
@with_call
def pdf(call: Call, files: tuple[Path, ...], folder: Path | None) -> None:
    """Make PDFs of Word files that were edited."""
    from desk.office_templates import pdfs_of
    from terminal.template_screens import preview_screen

    made = pdfs_of(call.desk(), files, folder)
    call.show(preview_screen(made, call), {"files": [str(one) for one in made]})
