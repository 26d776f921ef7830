"""Write the report of a run: one HTML file that asks nothing of any network."""

from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mizalla.figures import Digest
from mizalla.fonts import faces
from mizalla.language import Language
from mizalla.report.charts import lorenz_chart, profile_chart
from mizalla.report.payload import payload
from mizalla.report.script import as_script
from mizalla.report.view import View


def report(digest: Digest, language: Language) -> str:
    """Write a run as a self-contained page.

    Parameters
    ----------
    digest
        The run with its figures.
    language
        Its reader's.

    Returns
    -------
    str
        HTML with styles, scripts, fonts and data inside.
    """
    pages = Environment(
        loader=PackageLoader("mizalla.report", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    view = View(digest, language)
    return pages.get_template("report.html.j2").render(
        view=view,
        say=language.say,
        lang=language,
        faces=list(faces()),
        style=Markup(_page("report.css")),  # noqa: S704 - our own files
        script=Markup(_page("report.js")),  # noqa: S704
        data=as_script(payload(digest, language)),
        lorenz=lorenz_chart(digest, language),
        profile=profile_chart(digest, language),
    )


def _page(name: str) -> str:
    return files("mizalla.report").joinpath("page", name).read_text("utf-8")
