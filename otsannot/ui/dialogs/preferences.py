"""The preferences: every change counts at once, on the text behind them, and there is nothing to confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFontComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from otsannot import settings
from otsannot.i18n import _
from otsannot.settings import Settings
from otsannot.ui import theme
from otsannot.ui.document.text_view import LARGEST_FONT, SMALLEST_FONT
from otsannot.ui.layouts import column
from otsannot.ui.panels.parts import scrolling
from otsannot.ui.preferences import SCALES, preferences

if TYPE_CHECKING:
    from otsannot.ui.main_window import MainWindow

SPACINGS = (1.0, 3.0)
COLUMNS = (40, 140)
MOST_BACKUPS = 100
MOST_WORDS = 500
SHARE_OF_SCREEN = 0.85
LETTERS = 16
"""How much of a font's name is shown at least; longer names would push the fields under their labels."""


class PreferencesDialog(QDialog):
    """Stays open beside the work; it also shows what is changed elsewhere meanwhile."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("preferencesDialog")
        self.setWindowTitle(_("Preferences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window = window
        self._make_reading()
        self._make_looks()
        self._make_coding()
        self._make_backups()
        self._make_importing()
        self._show()
        self._connect()
        page = QWidget()
        self._arrange(column(page, spacing=theme.MARGIN, margin=theme.MARGIN))
        layout = column(self)
        layout.addWidget(scrolling(page), 1)
        layout.addWidget(self._buttons())
        wanted = page.sizeHint()
        room = self.screen().availableSize() * SHARE_OF_SCREEN
        height = wanted.height() + self._foot.sizeHint().height() + 2 * theme.MARGIN
        self.resize(min(wanted.width() + 2 * theme.MARGIN, room.width()), min(height, room.height()))

    # The fields

    def _make_reading(self) -> None:
        self.family = QFontComboBox()
        self.family.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.family.setMinimumContentsLength(LETTERS)
        self.size_of_text = _number(SMALLEST_FONT, LARGEST_FONT, _(" pt"))
        self.spacing = QDoubleSpinBox(minimum=SPACINGS[0], maximum=SPACINGS[1], singleStep=0.1, decimals=1)
        _indent(self.spacing)
        self.characters = _number(*COLUMNS, _(" characters"))

    def _make_looks(self) -> None:
        self.theme = QComboBox()
        for name in theme.THEMES:
            self.theme.addItem(self._window.registry[f"view.theme_{name}"].text().replace("&", ""), name)
        self.scale = QComboBox()
        for scale in SCALES:
            self.scale.addItem(_("{scale} %").format(scale=scale), scale)

    def _make_coding(self) -> None:
        self.coder = QLineEdit()
        self.words = _number(1, MOST_WORDS, _(" words"))

    def _make_backups(self) -> None:
        self.backups = QCheckBox(_("&Back a study up every day it is edited"))
        self.kept = _number(1, MOST_BACKUPS, _(" backups"))

    def _make_importing(self) -> None:
        self.originals = QCheckBox(_("Keep the &original files beside their texts"))

    def _show(self) -> None:
        """Show the settings as they are."""
        known = settings.load()
        self.family.setCurrentFont(QFont(known.font_family) if known.font_family else self.font())
        self.size_of_text.setValue(known.font_size)
        self.spacing.setValue(known.line_spacing)
        self.characters.setValue(known.column_characters)
        self.theme.setCurrentIndex(max(self.theme.findData(known.theme), 0))
        self.scale.setCurrentIndex(max(self.scale.findData(known.interface_scale), 0))
        self.words.setValue(known.uncoded_words)
        self.coder.setText(self._window.live.coder)
        self.backups.setChecked(known.backups)
        self.kept.setValue(known.backups_kept)
        self.kept.setEnabled(known.backups)
        self.originals.setChecked(known.keep_originals)

    def _connect(self) -> None:
        change = preferences().change
        self.family.currentFontChanged.connect(lambda font: change(font_family=font.family()))
        self.size_of_text.valueChanged.connect(lambda points: change(font_size=points))
        self.spacing.valueChanged.connect(lambda spacing: change(line_spacing=round(spacing, 1)))
        self.characters.valueChanged.connect(lambda count: change(column_characters=count))
        self.theme.activated.connect(lambda: self._window.viewing.choose_theme(self.theme.currentData()))
        self.scale.activated.connect(lambda: change(interface_scale=self.scale.currentData()))
        self.words.valueChanged.connect(lambda count: change(uncoded_words=count))
        self.backups.toggled.connect(lambda wanted: change(backups=wanted))
        self.kept.valueChanged.connect(lambda count: change(backups_kept=count))
        self.originals.toggled.connect(lambda wanted: change(keep_originals=wanted))
        self.coder.editingFinished.connect(self._on_coder)
        preferences().changed.connect(self._on_changed)

    def _on_coder(self) -> None:
        name = " ".join(self.coder.text().split())
        if name and name != self._window.live.coder:
            self._window.live.set_coder(name)
            preferences().change(coder=name)
        self.coder.setText(self._window.live.coder)

    def _on_changed(self, _names: frozenset[str]) -> None:
        fields = (
            self.family, self.size_of_text, self.spacing, self.characters, self.words, self.backups, self.kept,
            self.originals,
        )  # fmt: skip
        for field in fields:
            field.blockSignals(True)
        self._show()
        for field in fields:
            field.blockSignals(False)

    # Where they stand

    def _arrange(self, layout: QVBoxLayout) -> None:
        form = QFormLayout(horizontalSpacing=theme.MARGIN, verticalSpacing=theme.GAP)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        reading = {_("&Font"): self.family, _("&Size"): self.size_of_text, _("Line s&pacing"): self.spacing,
                   _("Column &width"): self.characters}  # fmt: skip
        _add(form, _("Reading"), reading)
        _add(form, _("Looks"), {_("&Theme"): self.theme, _("Size of the &interface"): self.scale})
        form.addRow("", theme.quiet(QLabel(_("Counts when otsannot is started again."))))
        _add(form, _("Coding"), {_("&You code as"): self.coder, _("&Uncoded stretches from"): self.words})
        _add(form, _("Importing"), {"": self.originals})
        _add(form, _("Backups"), {"": self.backups, _("&Keep the last"): self.kept})
        _add(form, _("Keyboard"), {"": self._keys()})
        layout.addLayout(form)
        layout.addStretch()

    def _keys(self) -> QPushButton:
        button = QPushButton(_("Show and c&hange shortcuts…"))
        button.setAutoDefault(False)
        button.clicked.connect(self._window.registry["help.shortcuts"].trigger)
        return button

    def _buttons(self) -> QWidget:
        self._foot = QWidget()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        reset = buttons.addButton(_("&Reset to defaults"), QDialogButtonBox.ButtonRole.ResetRole)
        reset.clicked.connect(self.reset)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)  # Enter is done with a field, and must reset nothing
        column(self._foot, margin=theme.MARGIN).addWidget(buttons)
        return self._foot

    def reset(self) -> None:
        """Go back to what was there at the first start; the coder's name and the shortcuts stay."""
        self._window.viewing.choose_theme(Settings().theme)
        preferences().reset(
            "font_family", "font_size", "line_spacing", "column_characters", "interface_scale", "uncoded_words",
            "backups", "backups_kept", "keep_originals",
        )  # fmt: skip


def _number(least: int, most: int, unit: str) -> QSpinBox:
    field = QSpinBox(minimum=least, maximum=most, suffix=unit)
    _indent(field)
    field.setKeyboardTracking(False)  # 1 on the way to 14 would make the text tiny for a moment
    return field


def _add(form: QFormLayout, title: str, fields: dict[str, QWidget]) -> None:
    heading = theme.heading(QLabel(title))
    heading.setContentsMargins(0, theme.GAP if form.rowCount() else 0, 0, 0)
    form.addRow(heading)
    for name, field in fields.items():
        form.addRow(name, field)
        if name:
            field.setAccessibleName(name.replace("&", ""))


def _indent(field: QAbstractSpinBox) -> None:
    """Let the number begin where other fields begin; style sheets do not reach it."""
    field.lineEdit().setTextMargins(theme.GAP - 1, 0, 0, 0)
