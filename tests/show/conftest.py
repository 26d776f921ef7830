"""What a view looks like on a terminal of some width."""

from collections.abc import Callable
from io import StringIO

import pytest
from rich.console import Console, RenderableType

from mizalla.show.console import THEME

See = Callable[..., str]


@pytest.fixture
def see() -> See:
    """Renders a view as plain text."""

    def render(view: RenderableType, width: int = 120) -> str:
        screen = Console(file=StringIO(), theme=THEME, width=width, highlight=False)
        with screen.capture() as captured:
            screen.print(view)
        return captured.get()

    return render
