"""Asks for a condition on an attribute: how it compares, and with what."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from otsannot.errors import OtsannotError
from otsannot.i18n import _
from otsannot.model.attribute_values import canonical
from otsannot.model.conditions import OPERATIONS, WITHOUT_VALUE, Condition
from otsannot.store.attributes import AttributeRow
from otsannot.ui import theme
from otsannot.ui.choosing.popup import Popup
from otsannot.ui.conventions import conventions
from otsannot.ui.document_filter import operation_words
from otsannot.ui.layouts import column, row
from otsannot.ui.panels.parts import plain_label


class ConditionPopover(Popup):
    """Enter asks for the condition, Esc leaves things as they are; a value that does not fit stays, with the reason."""

    chosen = Signal(object)

    def __init__(self, attribute: AttributeRow, parent: QWidget) -> None:
        super().__init__(parent, attribute.name)
        self.setObjectName("conditionPopover")
        self._attribute = attribute
        self.operation = QComboBox()
        self.operation.setAccessibleName(_("How it compares"))
        for operation in OPERATIONS[attribute.kind]:
            self.operation.addItem(operation_words(operation, attribute.kind), operation)
        self.value = QLineEdit()
        self.value.setAccessibleName(attribute.name)
        self.setFocusProxy(self.value)
        self.hint = plain_label(_("Enter looks at these documents only."), quiet=True)
        line = row()
        line.addWidget(self.operation)
        line.addWidget(self.value, 1)
        layout = column(self, margin=theme.MARGIN)
        layout.addWidget(theme.heading(plain_label(attribute.name)))
        layout.addLayout(line)
        layout.addWidget(self.hint)
        self.value.returnPressed.connect(self._accept)
        self.operation.activated.connect(self._on_operation)

    def _on_operation(self) -> None:
        without = self.operation.currentData() in WITHOUT_VALUE
        self.value.setEnabled(not without)
        if without:
            self._accept()

    def _accept(self) -> None:
        operation = str(self.operation.currentData())
        value = ""
        if operation not in WITHOUT_VALUE:
            value = self._value(operation)
            if not value:
                return
        self.close()
        self.chosen.emit(Condition("attribute", self._attribute.id, operation, value))

    def _value(self, operation: str) -> str:
        """What is compared with, in the form of the kind; nothing when it does not fit, and the hint says why."""
        kind = "text" if operation == "contains" or self._attribute.kind == "choice" else self._attribute.kind
        try:
            return canonical(kind, self.value.text().strip(), (), conventions())
        except OtsannotError as error:
            self.hint.setText(str(error))
            self.value.setAccessibleDescription(str(error))
            return ""
