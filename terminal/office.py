"""`saraban init`: the office set up."""

from __future__ import annotations

import click

from circulars.errors import UsageError
from terminal.call import Call, database_address
from terminal.verb import Verb, with_call


@click.command(cls=Verb)
@click.argument("province", required=False)
@click.option("--department", metavar="NAME")
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
def init(call: Call, province: str | None, department: str | None, **given: str | None) -> None:
    """Set up an office."""
    from desk.init import init_office, new_department, new_office
    from terminal.letter_screens import init_screen

    if (province is None) == (department is None):
        raise UsageError("init-whose")
    office = new_department(department, given) if department else new_office(province or "", given)
    settings = init_office(call.data, office, database_address())
    data = {"data": str(settings.data), "office": office.name, "province": office.province.name}
    call.show(init_screen(settings, call), data)
