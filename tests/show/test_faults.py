"""Faults as a table."""

from mizalla.show import fault_table
from mizalla_models.fault import Fault

FAULT = Fault(
    file="capacity/nour.xlsx", sheet="حدود", row=2, column="at_most", problem="No.", mend="Yes."
)
WARNING = Fault(file="stock.csv", problem="It is odd.", mend="Look.", severity="warning")


def test_faults_come_first_and_are_counted_apart_from_warnings(see):
    """A warning would look like something that stops the plan."""
    text = see(fault_table([WARNING, FAULT, WARNING]))
    assert text.index("1 fault") < text.index("No.") < text.index("2 warnings")
    assert "capacity/nour.xlsx [\u2068حدود\u2069]" in text


def test_nothing_wrong_is_said(see):
    """An empty screen would leave doubts."""
    assert "No faults and no warnings." in see(fault_table([]))


def test_words_of_a_scenario_are_no_markup(see):
    """A value in brackets would vanish, or break the table."""
    odd = FAULT.model_copy(update={"problem": "'[bold]x[/]' is no number.", "sheet": None})
    assert "'[bold]x[/]' is no number." in see(fault_table([odd]))
