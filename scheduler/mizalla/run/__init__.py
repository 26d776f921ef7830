"""One run, from a folder to a plan that is proven and kept."""

from mizalla.run.answers import answers_of
from mizalla.run.conformance import conformance
from mizalla.run.installed import Installed, installed
from mizalla.run.keep import keep
from mizalla.run.look import look
from mizalla.run.make import Answers, make
from mizalla.run.outcome import Outcome
from mizalla.run.plan import plan
from mizalla.run.plugin_command import plugin_command
from mizalla.run.stopwatch import Step
from mizalla.run.survey import Survey, survey
from mizalla.run.verified import Verified, verified

__all__ = [
    "Answers",
    "Installed",
    "Outcome",
    "Step",
    "Survey",
    "Verified",
    "answers_of",
    "conformance",
    "installed",
    "keep",
    "look",
    "make",
    "plan",
    "plugin_command",
    "survey",
    "verified",
]
