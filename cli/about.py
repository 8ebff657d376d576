"""What the filters are, and what each of them does and leaves alone."""

from __future__ import annotations

import click

from .files import plainly


@click.command()
def filters() -> None:
    """List the filters in the order they run."""
    from repair.filter import every

    with plainly("standard output"):
        for item in every():
            click.echo(f"{item.stage.name:<7} {item.name:<16} {item.page.splitlines()[0]}")


@click.command()
@click.argument("name")
def explain(name: str) -> None:
    """Explain a filter: the fault, the evidence, what is left alone; and its cases."""
    from repair.errors import UnknownFilter
    from repair.filter import cases, every

    found = {item.name: item for item in every()}
    with plainly("explain"):
        if name not in found:
            raise UnknownFilter(name, found)
    item = found[name]
    with plainly("standard output"):
        click.echo(f"{item.name} (stage {item.stage.name})\n\n{item.page}\n")
        for case in cases(name):
            click.echo(f"· {case['name']}{'  (known failure)' if case.get('wish') else ''}")
            click.echo(f"    {_visible(case['input'])}")
            click.echo(f"  → {_visible(case['output']) if 'output' in case else 'left alone'}")


def _visible(text: str) -> str:
    from repair.show.visible import visible

    return visible(text, spaces=False)
