"""`saraban init`: the office set up."""

from __future__ import annotations

import click

from terminal.call import Call, database_address
from terminal.verb import Verb, with_call


@click.command(cls=Verb)
@click.argument("province")
@click.option("--unit", "unit_code", default="")
@click.option("--sender", default="")
@click.option("--office", default="")
@click.option("--group", default="")
@click.option("--phone", default="")
@click.option("--email", default="")
@click.option("--signatory", default="")
@click.option("--position", "signatory_position", default="")
@click.option("--emblem", "emblem_path", type=click.Path(resolve_path=True))
@click.option(
    "--paper", "emblem_mode", type=click.Choice(["preprinted", "placeholder"]), default="preprinted"
)
@click.option("--url", "report_url", default="")
@with_call
def init(call: Call, province: str, **given: str | None) -> None:
    """Set up an office."""
    from desk.init import init_office, new_office
    from terminal.letter_screens import init_screen

    settings = init_office(call.data, new_office(province, given), database_address())
    data = {"data": str(settings.data), "province": settings.office.province.name}
    call.show(init_screen(settings, call), data)
