"""Words of masked cells: a sign in the cell, the reason in the hover, both in the legend."""

from collections.abc import Iterable
from typing import Protocol

from layouts.texts import grammar as g
from monitoring.masking import MINIMUM_CELL, MINIMUM_SCHOOLS, REASONS, Reason


class Maskable(Protocol):
    """A figure that may be masked for its reader, or shown to him alone."""

    @property
    def masked(self) -> bool:
        """Whether the reader may not see it."""

    @property
    def reason(self) -> Reason | None:
        """Why it is masked, or why it must not be published."""


HIDDEN = "скрыто"
_SIGNS: dict[Reason, str] = {"few": "м", "few-schools": "ш", "complementary": "в"}
_WORDS: dict[Reason, str] = {
    "few": f"меньше {MINIMUM_CELL} участников (крупнейшая школа не в счёт: себя она знает)",
    "few-schools": (
        f"слишком мало школ: меньше {MINIMUM_SCHOOLS}, а у средних по школам и числа изменившихся школ "
        f"меньше {MINIMUM_CELL}"
    ),
    "complementary": "по значению и итогам вычислялась бы другая, слишком малая ячейка",
}
FOR_OFFICE = "не для публикации"
FLOW_HIDDEN = "у скольких школ изменение различимо, скрыто: школ меньше десяти, или по итогам вычислялись бы меньшие"


def sign(item: Maskable) -> str:
    """« (м)» after a value or after «скрыто»; «» where nothing is masked."""
    return f"{g.NBSP}({_SIGNS[item.reason]})" if item.reason else ""


def hidden(item: Maskable) -> str:
    """«скрыто (м)»."""
    return HIDDEN + sign(item)


def why(item: Maskable) -> str:
    """«Скрыто: меньше 10 участников…», «Не для публикации: …»; «» for a figure open to all."""
    if item.reason is None:
        return "Скрыто" if item.masked else ""
    return f"{g.capital(HIDDEN if item.masked else FOR_OFFICE)}: {_WORDS[item.reason]}"


def legend(items: Iterable[Maskable]) -> str:
    """What the signs among the figures mean, for whom the marked values are; «» where there are none."""
    found = [item for item in items if item.reason]
    used = {item.reason for item in found}
    signs = "; ".join(f"({_SIGNS[reason]}) — {_WORDS[reason]}" for reason in REASONS if reason in used)
    if not signs:
        return ""
    shown = [item for item in found if not item.masked]
    office = f" Значения с такой пометой видны вашей роли: малые числа, {FOR_OFFICE}." if shown else ""
    return f"{g.capital(signs)}.{office}"
