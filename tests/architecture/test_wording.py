"""No text reaches the user past the catalogue: bare words where a screen or a message takes words fail."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from installer.messages import PACKAGE

#: Calls whose text is read by the user, whatever position it stands in.
TELLERS = {
    "AppError", "FieldError", "Problem", "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton",
    "QGroupBox", "QAction", "QMenu", "QDockWidget", "setText", "setToolTip", "setStatusTip", "setWhatsThis",
    "setWindowTitle", "setPlaceholderText", "setTitle", "setLabelText", "setInformativeText",
    "setAccessibleName", "setAccessibleDescription", "addAction", "addMenu", "addTab", "addItem", "addItems",
    "setHorizontalHeaderLabels", "setHeaderLabels", "showMessage", "information", "warning", "critical",
    "question", "setLabel", "setDetailedText", "setPrefix", "setSuffix",
}  # fmt: skip

#: Words around a field or a record type, declared once and translated where they are shown.
LABELS = {
    "label", "label_plural", "hint", "help", "item", "column", "title", "row_label", "empty_hint", "unit",
}  # fmt: skip
DECLARERS = {
    "Text", "Date", "PartialDate", "Number", "Money", "YesNo", "Choice", "Reference", "Attachment", "Rows",
    "Section", "State", "RecordType",
}  # fmt: skip

#: Logging has methods of the same names and speaks English to developers.
LOGGERS = {"log", "logger", "logging", "warnings", "_log"}


def _name(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        owner = function.value
        return "" if isinstance(owner, ast.Name) and owner.id in LOGGERS else function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _words(node: ast.expr) -> str:
    """Return the words of a text given as it is: a literal, an f-string, a sum or a formatted literal."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_words(p) for p in parts)
        case ast.BinOp(left=left, right=right):
            return _words(left) + _words(right)
        case ast.Call(func=ast.Attribute(value=owner, attr="format")):
            return _words(owner)
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            return "".join(_words(p) for p in parts)
        case ast.IfExp(body=one, orelse=other):
            return _words(one) + _words(other)
    return ""


def _is_words(node: ast.expr) -> bool:
    text = _words(node)
    # A key ("Ctrl+S") or a sign ("…") is no word.
    return any(c.isalpha() for c in text) and not text.startswith(("Ctrl+", "Alt+", "Shift+"))


def bare_texts(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and text of every text in ``source`` that is shown without being translatable."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = _name(node)
        if name in {"_", "N_"}:
            # The extractor reads plain literals only; anything cleverer would never be found.
            argument = node.args[0] if node.args else None
            if isinstance(argument, ast.JoinedStr | ast.BinOp) or (
                isinstance(argument, ast.Call)
                and isinstance(argument.func, ast.Attribute)
                and argument.func.attr == "format"
            ):
                yield node.lineno, f"{name}() of a computed text: {ast.unparse(argument)}"
        elif name in TELLERS:
            shown = node.args[1:2] if name == "Problem" else node.args  # field, message, severity
            for value in (*shown, *(k.value for k in node.keywords if k.arg in {"text", "message", *LABELS})):
                if _is_words(value):
                    yield value.lineno, _words(value)
        elif name in DECLARERS:
            for keyword in node.keywords:
                if keyword.arg in LABELS and _is_words(keyword.value):
                    yield keyword.value.lineno, _words(keyword.value)


def _program() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def test_every_text_of_the_program_can_be_translated() -> None:
    found = [
        f"{path.relative_to(PACKAGE.parent)}:{line}: {text!r}"
        for path in _program()
        for line, text in bare_texts(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        'QLabel("Save")',
        'button.setText(f"Save {name}")',
        'button.setToolTip("Save" + key)',
        'raise AppError("Not {what}".format(what=x))',
        'Problem("birth_date", "too late")',
        'Problem("birth_date", message="too late")',
        'Text(name="full_name", label="Full name")',
        'RecordType(code="cadre", label_plural="Cadres")',
        'menu.addAction(icon, "Save")',
        'table.setHorizontalHeaderLabels(["Name", "Unit"])',
        'label.setText("Yes" if x else "No")',
        '_(f"Save {name}")',
        '_("Save {name}".format(name=name))',
        '_("Save " + name)',
    ],
)
def test_a_bare_text_is_noticed(source: str) -> None:
    assert len(list(bare_texts(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        'QLabel(_("Save"))',
        'QLabel("")',
        'button.setText("…")',
        'raise AppError(_("Not {what}").format(what=x))',
        'Problem("birth_date", _("too late"), "warning")',
        'Text(name="full_name", label=N_("Full name"), needed="SN")',
        'action.setShortcut("Ctrl+S")',
        'log.warning("slow disk")',
        'warnings.warn("old")',
        'label.setObjectName("quiet")',
    ],
)
def test_a_proper_text_is_let_pass(source: str) -> None:
    assert list(bare_texts(source)) == []
