"""The damage workshop: lays the damage of newspapers on clean text, in known places, so that repair can be measured.

`damage(truth, seed=1)` gives the damaged text and the list of damages; `python -m repair.workshop FILE… -o DIR` does it for files. A damage is the
opposite of a repair and is recorded in the same way: a log leads from the truth to the damaged text and back.
"""

from repair.workshop.damage import KINDS, SEVERITIES, Damage, Damaged, damage
from repair.workshop.pages import articles, page

__all__ = ["KINDS", "SEVERITIES", "Damage", "Damaged", "articles", "damage", "page"]
