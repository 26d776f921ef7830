"""A kept run, verified once more."""

from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from mizalla.run.answers import answers_of
from mizalla.store import Store
from mizalla_models.certificate import Certificate
from mizalla_models.errors import UsageError
from mizalla_models.plan import Finding


class Verified(NamedTuple):
    """What verification found in a kept run."""

    run: str
    """Id of the run."""
    certificate: Certificate | None
    """The certificate that was checked; None where there is none."""
    findings: tuple[Finding, ...]
    """Everything that is wrong."""


def verified(store: Store, name: str, file: Path | None = None) -> Verified:
    """Verify a kept run from the scenario, rules and certificate that are kept with it.

    Parameters
    ----------
    store
        Where it is kept.
    name
        The run: its id, the beginning of one, or ``latest``.
    file
        A certificate to check in place of the kept one. None: the kept one.

    Raises
    ------
    UsageError
        There is no such run, its scenario is not kept, or the file holds no certificate.
    StoreError
        The database can't be read.
    """
    # Loaded where something is verified: numpy and scipy take their time.
    from mizalla.verify import verify

    run = store.run(name)
    scenario = store.scenario(run.id)
    if scenario is None:
        raise UsageError(
            f"The scenario of run {run.id} is not kept, so it can't be verified again.",
            mend="Plan its folder again.",
        )
    certificate = store.certificate(run.id)
    if file is not None:
        try:
            certificate = Certificate.model_validate_json(file.read_bytes())
        except (ValidationError, OSError) as error:
            raise UsageError(
                f"{file} holds no certificate.",
                mend='Name the certificate.json that "mizalla export" wrote.',
            ) from error
    rules, plan = store.rules(run.id), store.plan(run.id)
    findings = verify(scenario, rules, plan, answers_of(scenario, rules), certificate)
    return Verified(run.id, certificate, findings)
