"""The name, the kind and the choices of an attribute, and which of its values would not fit them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QWidget

from otsannot.errors import OtsannotError
from otsannot.i18n import _, ngettext
from otsannot.model.attribute_values import PLAIN, Conventions, canonical, decimal_mark
from otsannot.model.nouns import KINDS
from otsannot.store.attributes import AttributeRow
from otsannot.store.names import one_line
from otsannot.ui import theme
from otsannot.ui.conventions import kind_name
from otsannot.ui.layouts import column
from otsannot.ui.panels.parts import NoteField, plain_label

WIDTH = 400
NAMED = 3
"""How many values that do not fit are named."""


class AttributeDialog(QDialog):
    """Stays beside the window until it is saved or closed."""

    saved = Signal(str, str, object)
    """Name, kind and choices."""

    def __init__(
        self, attribute: AttributeRow | None, values: Sequence[str], taken: Collection[str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("attributeDialog")
        self.setWindowTitle(
            _("New attribute") if attribute is None else _("Attribute “{name}”").format(name=attribute.name)
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._taken = set(taken) - ({attribute.name} if attribute is not None else set())
        self._values = [value for value in values if value.strip()]
        self.name = QLineEdit("" if attribute is None else attribute.name)
        self.kind = QComboBox()
        for kind in KINDS:
            self.kind.addItem(kind_name(kind), kind)
        self.kind.setCurrentIndex(0 if attribute is None else KINDS.index(attribute.kind))
        self.choices = NoteField(_("Choices, a line each"), (4, 9))
        self.choices.set_note("" if attribute is None else "\n".join(attribute.choices))
        self._advice = plain_label(quiet=True)
        self._build()
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.choices.textChanged.connect(self._advise)
        self._on_kind()

    @property
    def chosen_kind(self) -> str:
        """The kind that is chosen."""
        return str(self.kind.currentData())

    @property
    def written_choices(self) -> list[str]:
        """The choices, each once."""
        lines = (" ".join(line.split()) for line in self.choices.note().split("\n"))
        return list(dict.fromkeys(line for line in lines if line))

    def accept(self) -> None:
        """Hand over what was written. Raises OtsannotError for no name or a taken one, and a choice without choices."""
        name = one_line(self.name.text(), _("An attribute needs a name."))
        if name in self._taken:
            raise OtsannotError(_("There is an attribute “{name}” already.").format(name=name))
        if self.chosen_kind == "choice" and not self.written_choices:
            raise OtsannotError(_("Write at least one choice, a line each."))
        self.saved.emit(name, self.chosen_kind, self.written_choices)
        super().accept()

    def misfits(self) -> list[str]:
        """The values that would not fit what is chosen; they would be kept."""
        ways = Conventions(decimal_mark(self._values), PLAIN.day_first, PLAIN.months)
        found = []
        for value in dict.fromkeys(self._values):
            try:
                canonical(self.chosen_kind, value, self.written_choices, ways)
            except OtsannotError:
                found.append(value)
        return found

    def _build(self) -> None:
        self.name.setAccessibleName(_("Name"))
        self.kind.setAccessibleName(_("Kind"))
        fields = QFormLayout()
        fields.setHorizontalSpacing(theme.MARGIN)
        fields.setVerticalSpacing(theme.GAP)
        self._label = QLabel(_("&Choices"))
        self._label.setBuddy(self.choices)
        fields.addRow(_("&Name"), self.name)
        fields.addRow(_("&Kind"), self.kind)
        fields.addRow(self._label, self.choices)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Save | kinds.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = column(self, margin=theme.MARGIN)
        layout.addLayout(fields)
        layout.addWidget(self._advice)
        layout.addStretch()
        layout.addWidget(buttons)
        self.resize(WIDTH, self.sizeHint().height())
        self.name.setFocus()

    def _on_kind(self) -> None:
        is_choice = self.chosen_kind == "choice"
        if is_choice and not self.written_choices and self._values:
            self.choices.set_note("\n".join(sorted({" ".join(value.split()) for value in self._values})))
        self.choices.setVisible(is_choice)
        self._label.setVisible(is_choice)
        self._advise()

    def _advise(self) -> None:
        left = self.misfits()
        told = ngettext(
            "{count} value does not fit and is kept as it is:",
            "{count} values do not fit and are kept as they are:",
            len(left),
        )
        named = ", ".join(f"“{value}”" for value in left[:NAMED]) + ("…" if len(left) > NAMED else "")
        self._advice.setText(f"{told} {named}" if left else _("All values fit.") if self._values else "")
