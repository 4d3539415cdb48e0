"""Fusion with calm, flat surfaces in our own colours; whatever is not named here stays Fusion's."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QPlainTextEdit,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionProgressBar,
    QStyleOptionSlider,
    QStyleOptionSpinBox,
    QStyleOptionTab,
    QStyleOptionToolButton,
    QTextEdit,
    QWidget,
)

from lif_desktop.gui import style_parts as parts
from lif_desktop.gui.palette import colour, scaled, tokens_of

_CE, _PE, _CC, _CT, _SE = (
    QStyle.ControlElement,
    QStyle.PrimitiveElement,
    QStyle.ComplexControl,
    QStyle.ContentsType,
    QStyle.SubElement,
)
_STATE = QStyle.StateFlag

_OUR_PARTS = frozenset(
    {
        *(_CE.CE_PushButtonBevel, _CE.CE_PushButtonLabel, _CE.CE_TabBarTabShape, _CE.CE_TabBarTabLabel),
        *(_CE.CE_HeaderSection, _CE.CE_HeaderEmptyArea, _CE.CE_ProgressBar),
    }
)
_OUR_MARKS = frozenset(
    {
        *(_PE.PE_PanelLineEdit, _PE.PE_IndicatorCheckBox, _PE.PE_IndicatorRadioButton, _PE.PE_Frame),
        *(_PE.PE_FrameTabBarBase, _PE.PE_FrameTabWidget, _PE.PE_FrameGroupBox, _PE.PE_FrameFocusRect),
    }
)

CONTROL_HEIGHT = 32
"""Least height of buttons and fields in pixels at 100 % text."""
_LEAST_BUTTON = 80
PRIMARY = "primary"
PROBLEM = "problem"


class LifStyle(QProxyStyle):
    """Fusion, drawn flat. A button with the property "primary" is filled; a field with "problem" is edged in red."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Paint a part of a widget."""
        if element not in _OUR_PARTS:
            super().drawControl(element, option, painter, widget)
            return
        tokens = tokens_of(option.palette)
        if element == _CE.CE_PushButtonBevel and isinstance(option, QStyleOptionButton):
            if not option.features & QStyleOptionButton.ButtonFeature.Flat:
                parts.paint_button(painter, option.rect, tokens, option.state, _is(widget, PRIMARY))
            if option.features & QStyleOptionButton.ButtonFeature.HasMenu:
                at = QPointF(option.rect.right() - scaled(14), option.rect.center().y() + 1)
                parts.paint_chevron(painter, at, scaled(4), tokens.text)
        elif element == _CE.CE_PushButtonLabel and isinstance(option, QStyleOptionButton):
            super().drawControl(element, _button_label(option, widget), painter, widget)
        elif element == _CE.CE_TabBarTabShape:
            parts.paint_tab(painter, option.rect, tokens, option.state)
        elif element == _CE.CE_TabBarTabLabel and isinstance(option, QStyleOptionTab):
            super().drawControl(element, _tab_label(option), painter, widget)
        elif element in (_CE.CE_HeaderSection, _CE.CE_HeaderEmptyArea):
            parts.paint_heading(painter, option.rect, tokens, option.state)
        elif element == _CE.CE_ProgressBar and isinstance(option, QStyleOptionProgressBar):
            _paint_progress(painter, option)
        else:
            super().drawControl(element, option, painter, widget)

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Paint a surface or a mark."""
        if element not in _OUR_MARKS:
            super().drawPrimitive(element, option, painter, widget)
            return
        tokens = tokens_of(option.palette)
        if element == _PE.PE_PanelLineEdit and isinstance(option, QStyleOptionFrame):
            if option.lineWidth > 0:
                parts.paint_field(painter, option.rect, tokens, option.state, _is(widget, PROBLEM))
            else:
                painter.fillRect(option.rect, option.palette.base())
        elif element in (_PE.PE_IndicatorCheckBox, _PE.PE_IndicatorRadioButton):
            around = element == _PE.PE_IndicatorRadioButton
            parts.paint_tick(painter, option.rect, tokens, option.state, around)
        elif element == _PE.PE_Frame and isinstance(widget, QAbstractScrollArea):
            _paint_frame(painter, option, widget)
        elif element in (_PE.PE_FrameTabBarBase, _PE.PE_FrameTabWidget):
            painter.fillRect(_base_line(option.rect, element), colour(tokens.line))
        elif element == _PE.PE_FrameGroupBox:
            parts.paint_box(painter, option.rect, "", tokens.line)
        elif element == _PE.PE_FrameFocusRect:
            if option.state & _STATE.State_KeyboardFocusChange:
                parts.paint_box(painter, option.rect, "", tokens.accent, 2, 3)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint a combo box, a number field, a scroll bar or a tool button."""
        if control == _CC.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            self._paint_combo(painter, option, widget)
        elif control == _CC.CC_SpinBox and isinstance(option, QStyleOptionSpinBox):
            self._paint_spin(painter, option, widget)
        elif control == _CC.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            self._paint_scroll_bar(painter, option, widget)
        elif control == _CC.CC_ToolButton and isinstance(option, QStyleOptionToolButton):
            self._paint_tool_button(painter, option, widget)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        """Buttons and fields are at least 32 pixels high, menu lines 28, at 100 % text."""
        made = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]  # Qt gives None too
        if kind in (_CT.CT_LineEdit, _CT.CT_ComboBox, _CT.CT_SpinBox):
            wider = scaled(12) if kind == _CT.CT_ComboBox else 0
            return QSize(made.width() + wider, max(made.height(), scaled(CONTROL_HEIGHT)))
        if kind == _CT.CT_PushButton:
            wide = max(size.width() + scaled(28), scaled(_LEAST_BUTTON))
            return QSize(wide, max(made.height(), scaled(CONTROL_HEIGHT)))
        if kind in (_CT.CT_CheckBox, _CT.CT_RadioButton):
            return QSize(made.width(), max(made.height(), scaled(24)))
        if kind == _CT.CT_TabBarTab:
            return QSize(made.width() + scaled(4), max(made.height(), scaled(34)))
        if kind == _CT.CT_MenuItem:
            return QSize(made.width(), made.height() + scaled(4))
        return made

    def subElementRect(self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None) -> QRect:
        """Words in a field stand a little off its edge."""
        made = super().subElementRect(element, option, widget)  # type: ignore[arg-type]  # Qt gives None too
        if element == _SE.SE_LineEditContents and isinstance(option, QStyleOptionFrame):
            return made.adjusted(scaled(4), 0, -scaled(2), 0)
        return made

    def _part(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None,
    ) -> QRect:
        return self.subControlRect(control, option, part, widget)  # type: ignore[arg-type]  # Qt takes None too

    def _paint_spin(self, painter: QPainter, option: QStyleOptionSpinBox, widget: QWidget | None) -> None:
        tokens = tokens_of(option.palette)
        part = QStyle.SubControl
        parts.paint_field(painter, option.rect, tokens, option.state, _is(widget, PROBLEM))
        for arrow, turns, able in (
            (part.SC_SpinBoxUp, 2, QAbstractSpinBox.StepEnabledFlag.StepUpEnabled),
            (part.SC_SpinBoxDown, 0, QAbstractSpinBox.StepEnabledFlag.StepDownEnabled),
        ):
            ink = tokens.text if option.stepEnabled & able else tokens.faint
            at = QPointF(self._part(_CC.CC_SpinBox, option, arrow, widget).center())
            parts.paint_chevron(painter, at, scaled(3), ink, turns)

    def _paint_combo(self, painter: QPainter, option: QStyleOptionComboBox, widget: QWidget | None) -> None:
        tokens = tokens_of(option.palette)
        if option.frame or not option.editable:
            parts.paint_field(painter, option.rect, tokens, option.state, _is(widget, PROBLEM))
        arrow = self._part(_CC.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxArrow, widget)
        ink = tokens.text if option.state & _STATE.State_Enabled else tokens.faint
        parts.paint_chevron(painter, QPointF(arrow.center()), scaled(4), ink)

    def _paint_scroll_bar(self, painter: QPainter, option: QStyleOptionSlider, widget: QWidget | None) -> None:
        tokens = tokens_of(option.palette)
        part = QStyle.SubControl
        upright = option.orientation == Qt.Orientation.Vertical
        painter.fillRect(option.rect, colour(tokens.base))
        for line, turns in (
            (part.SC_ScrollBarSubLine, 2 if upright else 1),
            (part.SC_ScrollBarAddLine, 0 if upright else 3),
        ):
            place = self._part(_CC.CC_ScrollBar, option, line, widget)
            if place.isValid():
                parts.paint_chevron(painter, QPointF(place.center()), 3, tokens.faint, turns)
        if option.maximum > option.minimum:
            handle = self._part(_CC.CC_ScrollBar, option, part.SC_ScrollBarSlider, widget)
            active = bool(option.activeSubControls & part.SC_ScrollBarSlider)
            parts.paint_scroll_handle(painter, handle, tokens, upright, active)

    def _paint_tool_button(self, painter: QPainter, option: QStyleOptionToolButton, widget: QWidget | None) -> None:
        tokens = tokens_of(option.palette)
        plain = bool(option.state & _STATE.State_AutoRaise)
        used = bool(option.state & (_STATE.State_MouseOver | _STATE.State_Sunken | _STATE.State_On))
        if not plain:
            parts.paint_button(painter, option.rect, tokens, option.state, _is(widget, PRIMARY))
        elif used and option.state & _STATE.State_Enabled:
            down = option.state & (_STATE.State_Sunken | _STATE.State_On)
            parts.paint_box(painter, option.rect, tokens.down if down else tokens.hover, "")
        if plain and option.state & _STATE.State_HasFocus:
            parts.paint_box(painter, option.rect, "", tokens.accent, 2)
        super().drawControl(_CE.CE_ToolButtonLabel, option, painter, widget)


def _is(widget: QWidget | None, name: str) -> bool:
    return widget is not None and bool(widget.property(name))


def _button_label(option: QStyleOptionButton, widget: QWidget | None) -> QStyleOptionButton:
    if not _is(widget, PRIMARY) or not option.state & _STATE.State_Enabled:
        return option
    made = QStyleOptionButton(option)
    palette = QPalette(option.palette)
    palette.setColor(QPalette.ColorRole.ButtonText, colour(tokens_of(palette).on_primary))
    made.palette = palette
    return made


def _tab_label(option: QStyleOptionTab) -> QStyleOptionTab:
    made = QStyleOptionTab(option)
    palette = QPalette(option.palette)
    tokens = tokens_of(palette)
    chosen = bool(option.state & _STATE.State_Selected)
    palette.setColor(QPalette.ColorRole.WindowText, colour(tokens.accent if chosen else tokens.secondary))
    made.palette = palette
    return made


def _paint_progress(painter: QPainter, option: QStyleOptionProgressBar) -> None:
    span = option.maximum - option.minimum
    tokens = tokens_of(option.palette)
    if span <= 0:
        parts.paint_progress(painter, option.rect, tokens, 0, 0.4)
    else:
        parts.paint_progress(painter, option.rect, tokens, (option.progress - option.minimum) / span, None)


def _paint_frame(painter: QPainter, option: QStyleOption, widget: QWidget) -> None:
    tokens = tokens_of(option.palette)
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        state = option.state | (_STATE.State_HasFocus if widget.hasFocus() else _STATE.State_None)
        parts.paint_field(painter, option.rect, tokens, state, _is(widget, PROBLEM))
    else:
        parts.paint_box(painter, option.rect, "", tokens.accent if widget.hasFocus() else tokens.line)


def _base_line(rect: QRect, element: QStyle.PrimitiveElement) -> QRect:
    """The thin line under a row of tabs."""
    top = rect.top() if element == _PE.PE_FrameTabWidget else rect.bottom()
    return QRect(rect.left(), top, rect.width(), 1)
