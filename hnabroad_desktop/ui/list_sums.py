"""What a list comes to, asked behind the screen: the heads of its groups, and its money in the foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hnabroad_desktop.actions.lists import Group, Totals
from hnabroad_desktop.base.fields import Field, Money
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.base.vietnamese import show_number
from hnabroad_desktop.ui import theme
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.list_foot import ListFoot
from hnabroad_desktop.ui.list_view import ListView
from hnabroad_desktop.ui.paged_model import PagedModel


def money_words(columns: Sequence[Field], totals: Totals) -> list[str]:
    """Return what each column of money comes to, in words of the foot and the heads."""
    return [
        f"{_(column.heading)}: {show_number(totals.money.get(column.name, 0))}"
        for column in columns
        if isinstance(column, Money)
    ]


class ListSums:
    """Heads stand in the rows that begin a group, which are higher; every row counts, here or not."""

    def __init__(self, view: ListView, model: PagedModel, foot: ListFoot, background: Background) -> None:
        self._view, self._model, self._foot, self._background = view, model, foot, background

    def follow(self) -> None:
        """Ask what the list comes to as it is shown now."""
        query, source, columns = self._model.query, self._model.source, self._model.columns
        self._set({})
        self._foot.show_money(())
        if any(isinstance(column, Money) for column in columns):

            def tell(totals: Totals) -> None:
                if query == self._model.query:
                    self._foot.show_money(money_words(columns, totals))

            self._background.ask(lambda: source.totals(query), tell)
        if query.group:
            self._background.ask(
                lambda: source.groups(query),
                lambda groups: self._show(groups) if query == self._model.query else None,
            )

    def _show(self, groups: Sequence[Group]) -> None:
        row, heads = 0, {}
        for group in groups:
            count = show_number(group.totals.rows)
            words = [_("{group} · {count}").format(group=group.title, count=count)]
            heads[row] = "  ·  ".join(words + money_words(self._model.columns, group.totals))
            row += group.totals.rows
        # Groups of a list that was written to meanwhile fit the next answer, not these rows.
        self._set(heads if row == self._model.rowCount() else {})

    def _set(self, heads: Mapping[int, str]) -> None:
        rows, height = self._view.verticalHeader(), theme.current().measure("row")
        for row in self._view.heads.keys() - heads.keys():
            rows.resizeSection(row, height)
        for row in heads:
            rows.resizeSection(row, 2 * height)
        self._view.heads = heads
        self._view.viewport().update()
