"""What must hold of the chain on any text."""

from __future__ import annotations

from repair import Chain


def hold(chain: Chain, text: str) -> None:
    """Demand that no filter fails, that the log leads both ways, and that a second run changes nothing."""
    found = chain(text)
    assert not found.failures
    assert found.log.apply(text) == found.text
    assert found.log.invert(found.text) == text
    again = chain(found.text)
    assert again.text == found.text
    assert not again.log.made
