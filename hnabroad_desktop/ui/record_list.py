"""The list of one kind of record: filter row, rows, and the sentence that says what is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from hnabroad_desktop.actions.conditions import takes_values
from hnabroad_desktop.actions.lists import Order
from hnabroad_desktop.base.fields import Field
from hnabroad_desktop.base.i18n import _
from hnabroad_desktop.records.schema import RecordType
from hnabroad_desktop.ui import settings
from hnabroad_desktop.ui.controls import painted
from hnabroad_desktop.ui.desk import Desk, Query, Source
from hnabroad_desktop.ui.field_kinds import filter_hint, is_number
from hnabroad_desktop.ui.filter_header import FilterHeader, width_of
from hnabroad_desktop.ui.jobs import Background
from hnabroad_desktop.ui.list_foot import ListFoot
from hnabroad_desktop.ui.list_sums import ListSums
from hnabroad_desktop.ui.list_view import CellPainter, ListView
from hnabroad_desktop.ui.paged_model import PAGE, PagedModel
from hnabroad_desktop.ui.plain_table import plain


class RecordList(QWidget):
    """A list that says how much it shows and keeps the place of the eye."""

    #: A record was marked (by arrow or click); its id.
    marked = Signal(str)
    #: A record is to be worked in (by Enter or double click); its id.
    opened = Signal(str)

    def __init__(self, record_type: RecordType, desk: Desk, background: Background) -> None:
        super().__init__()
        painted(self, "list")
        self.type = record_type
        self._desk, self._background = desk, background
        columns = self._kept_columns()
        self.model = PagedModel(columns, self._source_of(columns), desk, background)
        self.view = ListView()
        self.header = FilterHeader(self.view)
        self._wanted = ""
        self._quiet = False
        self._words = ""
        self._deleted = False
        #: Conditions on columns that are not in sight; they are told and cleared like the others.
        self._unseen: dict[str, str] = {}
        self._further: tuple[Order, ...] = ()
        self.group = ""
        self.foot = ListFoot()
        self.foot.cleared.connect(self.clear)
        self._sums = ListSums(self.view, self.model, self.foot, background)
        self._build(columns)
        self.model.counted.connect(self._counted)
        self.model.arrived.connect(self._return_to_place)
        self.header.filtered.connect(self.reload)
        self.header.left_down.connect(self._enter_rows)
        self.header.offered.connect(self.offer_filter)
        self.header.sectionClicked.connect(self._sort)

    def _build(self, columns: Sequence[Field]) -> None:
        view = self.view
        view.setHorizontalHeader(self.header)
        view.setModel(self.model)
        view.setItemDelegate(CellPainter(view))
        plain(view)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(500)
        self._keep.timeout.connect(self._keep_widths)
        self.header.setStretchLastSection(True)
        self.header.setSectionsMovable(True)
        self.header.setFirstSectionMovable(False)
        self._set_head(columns)
        self.header.sectionResized.connect(lambda *_sizes: self._keep.start())
        self.header.sectionMoved.connect(lambda *_places: self._moved())
        view.selectionModel().currentRowChanged.connect(lambda now, _before: self._mark(now))
        view.doubleClicked.connect(lambda _index: self._open())
        view.opened.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(view, 1)
        layout.addWidget(self.foot)

    def _set_head(self, columns: Sequence[Field], widths: Mapping[str, int] | None = None) -> None:
        numbers = {place for place, column in enumerate(columns) if is_number(column)}
        self.header.set_columns([c.name for c in columns], [_(c.heading) for c in columns], numbers)
        self.header.set_filters({}, self._hints(columns))
        letter = self.view.fontMetrics().averageCharWidth()
        kept = {**settings.read_widths(self.type.code), **(widths or {})}
        for place, column in enumerate(columns):
            least = width_of(column, letter, first=place == 0)
            self.header.resizeSection(place, kept.get(column.name, least))

    def _hints(self, columns: Sequence[Field]) -> dict[str, str]:
        return {column.name: filter_hint(column) for column in columns}

    def _keep_widths(self) -> None:
        settings.write_widths(self.type.code, {**settings.read_widths(self.type.code), **self.widths()})

    # --- columns and views

    def _kept_columns(self) -> list[Field]:
        known = self.type.listable
        names = [name for name in settings.read_columns(self.type.code) if name in known]
        return [known[name] for name in names or self.type.columns]

    def _source_of(self, columns: Sequence[Field]) -> Source:
        names = tuple(column.name for column in columns)
        own = names == self.type.columns
        return self._desk.source(self.type.code) if own else self._desk.source(self.type.code, names)

    def column_names(self) -> list[str]:
        """Return the columns in sight, from left to right."""
        places = sorted(range(len(self.model.columns)), key=self.header.visualIndex)
        return [self.model.columns[place].name for place in places]

    def widths(self) -> dict[str, int]:
        """Return how wide the columns are; the last one takes the room that is left."""
        last = self.header.logicalIndex(self.header.count() - 1)
        columns = enumerate(self.model.columns)
        return {c.name: self.header.sectionSize(i) for i, c in columns if i != last}

    def widths_of(self, names: Sequence[str]) -> list[int]:
        """Return how wide the columns are as they stand, by their names."""
        places = {column.name: place for place, column in enumerate(self.model.columns)}
        return [self.header.sectionSize(places[name]) for name in names]

    def set_columns(self, names: Sequence[str]) -> None:
        """Show these columns; conditions and order stay."""
        self.show_query(self.asked(), names)
        settings.write_columns(self.type.code, [] if tuple(names) == self.type.columns else names)

    def _moved(self) -> None:
        self.header.place()
        settings.write_columns(self.type.code, self.column_names())

    def show_query(
        self, query: Query, names: Sequence[str] = (), widths: Mapping[str, int] | None = None
    ) -> None:
        """Show what a query asks for, in other columns where ``names`` says so."""
        if names and list(names) != self.column_names():
            columns = [self.type.by_name[name] for name in names]
            with QSignalBlocker(self.header):
                for place in range(self.header.count()):
                    self.header.moveSection(self.header.visualIndex(place), place)
            self.model.set_columns(columns, self._source_of(columns))
            self._set_head(columns, widths)
        places = {column.name: place for place, column in enumerate(self.model.columns)}
        first = (Order(query.sort, query.descending),) if query.sort else ()
        order = (*first, *query.then)
        self.header.order = [(places[o.column], o.descending) for o in order if o.column in places]
        self._further = tuple(o for o in order if o.column not in places)
        self._unseen = {name: text for name, text in query.filters.items() if name not in places}
        self.header.set_filters(query.filters, self._hints(self.model.columns))
        self._words, self.group = query.words, query.group
        self.reload()

    def selected_ids(self) -> list[str]:
        """Return the ids of the rows selected, those that have not arrived yet too."""
        rows = [index.row() for index in self.view.selectionModel().selectedRows()]
        lines = [self.model.line(row) for row in rows] if len(rows) <= PAGE else [None]
        if all(lines):
            return [line.id for line in lines if line is not None]
        ids = self.model.source.ids(self.model.query)
        return [ids[row] for row in rows if row < len(ids)]

    # --- what is shown

    def asked(self) -> Query:
        """Return what the filters and the order say now."""
        columns = self.model.columns
        order = (*(Order(columns[place].name, back) for place, back in self.header.order), *self._further)
        filters = {**self._unseen, **self.header.filters()}
        first = order[0] if order else Order("")
        return Query(
            self._words,
            filters,
            first.column,
            first.descending,
            self._deleted,
            order[1:],
            self.group,
            settings.read_name_habits(),
        )

    def reload(self) -> None:
        """Ask for the rows again with what the filters and the order say now."""
        self.model.show(self.asked())

    def refresh(self, record_id: str = "") -> None:
        """Ask again after a change and come back to ``record_id``, or to the record marked."""
        self._wanted = record_id or self.current_id()
        self.reload()

    def show_words(self, words: str) -> None:
        """Show only the records found by some words."""
        self._words = words
        self.reload()

    def show_deleted(self, deleted: bool) -> None:
        """Show the deleted records instead of the others."""
        self._deleted = deleted
        self.reload()

    def clear(self) -> None:
        """Show every record again."""
        self._words = ""
        self._unseen = {}
        self.header.clear_filters()

    def current_id(self) -> str:
        """Return the id of the record marked, "" if there is none."""
        index = self.view.currentIndex()
        line = self.model.line(index.row()) if index.isValid() else None
        return line.id if line else ""

    def go_to(self, record_id: str) -> None:
        """Mark a record if its row is here."""
        row = self.model.row_of(record_id)
        if row >= 0:
            self._mark_row(row)
        elif record_id:
            self.model.find(record_id, self._mark_row)

    def _counted(self, count: int, whole: int) -> None:
        query = self.model.query
        number = query.conditions
        told = self._desk.describe(self.type.code, query) if number else ()
        self.foot.show_count(count, whole, told, number, self._desk.describe_order(self.type.code, query))
        nothing = _("Nothing matches. Clear the filter to see every record.")
        hint = nothing if number else _("No deleted records.") if query.deleted else _(self.type.empty_hint)
        self.view.empty_text = hint
        self.view.viewport().update()
        self._sums.follow()

    def _return_to_place(self) -> None:
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.go_to(wanted)

    def _mark_row(self, row: int) -> None:
        self._quiet = True
        self.view.setCurrentIndex(self.model.index(row, 0))
        self._quiet = False

    def _sort(self, column: int) -> None:
        shift = Qt.KeyboardModifier.ShiftModifier
        self.sort_by(column, further=bool(QGuiApplication.keyboardModifiers() & shift))

    def sort_by(self, column: int, *, further: bool = False) -> None:
        """Order by a column, or after those chosen before by this one too."""
        if not further:
            self._further = ()
        self.header.sort_by(column, further=further)
        self.refresh()

    def offer_filter(self, name: str) -> None:
        """Offer what a column can be filtered and ordered by: of values those the other conditions leave."""
        # Loaded when asked for: the first paint does not need it.
        from hnabroad_desktop.ui.filter_popup import FilterPopup

        column, box, place = self.type.by_name[name], self.header.box(name), self.header.place_of(name)
        popup = FilterPopup(self.window(), column, box.text())
        popup.chosen.connect(lambda text: self.header.filter_by(name, text))
        popup.closed.connect(box.setFocus)
        popup.ordered.connect(lambda backwards, further: self._order_by(place, backwards, further))
        popup.show_below(box)
        if takes_values(column):
            asked, source = self.asked(), self.model.source
            others = {each: text for each, text in asked.filters.items() if each != name}
            query = replace(asked, filters=others, group=name, sort="", descending=False, then=())
            self._background.ask(lambda: source.groups(query), popup.show_values)

    def _order_by(self, place: int, backwards: bool, further: bool) -> None:
        if not further:
            self._further = ()
        self.header.order_by(place, backwards=backwards, further=further)
        self.refresh()

    def _mark(self, index: QModelIndex) -> None:
        line = self.model.line(index.row()) if index.isValid() else None
        if line is not None and not self._quiet:
            self.marked.emit(line.id)

    def _open(self) -> None:
        if self.current_id():
            self.opened.emit(self.current_id())

    def _enter_rows(self) -> None:
        self.view.setFocus()
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))
