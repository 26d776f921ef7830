"""The store of runs: SQLite by default, PostgreSQL by URL."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, delete, false, func, insert, select

from mizalla.store.accounts import TABLES as ACCOUNT
from mizalla.store.accounts import account_of, account_records
from mizalla.store.choose import choose
from mizalla.store.connect import connect, parse, shown
from mizalla.store.failure import told
from mizalla.store.migrate import migrate
from mizalla.store.record import check_record
from mizalla.store.rows import (
    PARTS,
    PLAN_TABLES,
    Record,
    plan_of,
    plan_records,
    rule_records,
    rules_of,
    run_of,
    run_record,
    said_of,
    statement_records,
    words,
)
from mizalla.store.scenario_copy import certificate_of, packed, unpacked, written
from mizalla_models.account import Account
from mizalla_models.certificate import Certificate
from mizalla_models.plan import Plan
from mizalla_models.registration import Registration
from mizalla_models.rule import RULE, ProvidedRule, Rule
from mizalla_models.rules import Rules
from mizalla_models.run import Run
from mizalla_models.said import Said
from mizalla_models.scenario import Scenario
from mizalla_models.sweep import CaseResult, Sweep
from mizalla_models.tables import (
    CertificateRow,
    Part,
    PluginRow,
    RegistrationRow,
    RuleRow,
    RunRow,
    ScenarioCopyRow,
    StandingRow,
    StatementRow,
    SweepCaseRow,
    SweepRow,
)

DEFAULT_URL = "sqlite:///mizalla.db"
MOST_NAMES = 500
"""Names asked for at once: SQLite takes no more than so many parameters."""
DECIDED = ("rounds", "standings", "blockers", "sources")
"""Fields of an account in the order in which those of a village tell each other's rounds."""
BLOCKED_BY = ("rounds", "blockers", "standings", "sources")
"""The same for those of a rule."""


class Store:
    """Runs, their plans and their rules in a database.

    Opening brings an empty or older database to this version's tables. Close it, or use it as a
    context manager. Every method raises StoreError if the database can't be reached, read or
    written; what was begun is then undone.

    Parameters
    ----------
    url
        ``sqlite:///FILE``, or ``postgresql://USER:PASSWORD@HOST/DATABASE``.

    Raises
    ------
    StoreError
        If the database can't be opened, or was made by a newer Mizalla.
    """

    def __init__(self, url: str = DEFAULT_URL) -> None:
        address = parse(url)
        self.url = shown(address)
        """The address, without its password."""
        self._engine = connect(address)
        self._writes = self._engine.execution_options(writes=True)
        self._reads = self._engine
        if address.get_backend_name() == "postgresql":
            # One snapshot for all statements: a run deleted meanwhile is whole or not there.
            self._reads = self._engine.execution_options(isolation_level="REPEATABLE READ")
        try:
            self.migrate()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def migrate(self) -> None:
        """Bring the database to this version's tables; opening does so already."""
        with told(self.url, "opened"):
            migrate(self._engine, self.url)

    def check_writing(self) -> None:
        """Make sure that a run could be kept, before the work that it takes to make one."""
        table = RunRow.table()
        nothing = insert(table).from_select(
            list(table.columns.keys()), select(table).where(false())
        )
        with told(self.url, "written"), self._writes.begin() as connection:
            connection.execute(nothing)

    def save(
        self,
        run: Run,
        plan: Plan,
        rules: Rules,
        scenario: Scenario | None = None,
        said: Sequence[Said] = (),
        *,
        account: Account | None = None,
        certificate: Certificate | None = None,
    ) -> None:
        """Keep a run with its plan and its rules, in one transaction: all of it or nothing.

        Parameters
        ----------
        run
            The record of the run, as :func:`new_run` makes it from the plan.
        plan
            The finished plan.
        rules
            The rules that held.
        scenario
            What it was made from, kept for names and places. None: it is not kept.
        said
            Reports and objections of plugins.
        account
            What decided its plan. None: nothing is kept of that.
        certificate
            What proves the levels of its villages. None: none is kept.
        """
        with told(self.url, "written"), self._writes.begin() as connection:
            _insert_run(connection, run, plan, rules, scenario, said)
            if account is not None:
                _insert_account(connection, run.id, account)
            if certificate is not None:
                _insert_certificate(connection, run.id, certificate)

    def runs(self) -> tuple[Run, ...]:
        """All runs, newest first."""
        with told(self.url, "read"), self._reads.begin() as connection:
            found = select(RunRow.table()).order_by(*_newest_first())
            records = [dict(row) for row in connection.execute(found).mappings()]
            plugins = _all_plugins(connection)
            return tuple(run_of(record, plugins.get(record["id"], [])) for record in records)

    def run(self, name: str) -> Run:
        """One run.

        Parameters
        ----------
        name
            Its id, the beginning or end of it, or ``latest``.

        Raises
        ------
        UsageError
            If no run is meant by that name, or several are.
        """
        with told(self.url, "read"), self._reads.begin() as connection:
            record = self._record(connection, name)
            return run_of(record, _parts(connection, PluginRow, record["id"]))

    def plan(self, name: str) -> Plan:
        """The plan of a run, equal to the one that was saved; see :meth:`run` for the name."""
        with told(self.url, "read"), self._reads.begin() as connection:
            record = self._record(connection, name)
            parts = {table: _parts(connection, table, record["id"]) for table in PLAN_TABLES}
            return plan_of(record, parts)

    def rules(self, name: str) -> Rules:
        """The rules of a run, equal to those that were saved; see :meth:`run` for the name."""
        with told(self.url, "read"), self._reads.begin() as connection:
            run = self._record(connection, name)["id"]
            return rules_of(_parts(connection, RuleRow, run), _parts(connection, PluginRow, run))

    def scenario(self, name: str) -> Scenario | None:
        """The scenario that a run was made from; see :meth:`run` for the name.

        None where it was not kept, or by a version of Mizalla with other tables.
        """
        with told(self.url, "read"), self._reads.begin() as connection:
            run = self._record(connection, name)["id"]
            table = ScenarioCopyRow.table()
            found = connection.execute(select(table.c.content).where(table.c.run == run)).scalar()
        return None if found is None else unpacked(found)

    def save_certificate(self, run: str, certificate: Certificate) -> None:
        """Keep the certificate of a run that is kept; one kept before is replaced.

        Parameters
        ----------
        run
            Id of the run, in full.
        certificate
            What proves the levels of its villages.
        """
        with told(self.url, "written"), self._writes.begin() as connection:
            _insert_certificate(connection, run, certificate)

    def certificate(self, name: str) -> Certificate | None:
        """The certificate of a run; None where none is kept. See :meth:`run` for the name."""
        table = CertificateRow.table()
        with told(self.url, "read"), self._reads.begin() as connection:
            run = self._record(connection, name)["id"]
            found = connection.execute(select(table.c.content).where(table.c.run == run)).scalar()
        return None if found is None else certificate_of(found)

    def said(self, name: str) -> tuple[Said, ...]:
        """What plugins said of a run's plan; see :meth:`run` for the name."""
        with told(self.url, "read"), self._reads.begin() as connection:
            return said_of(_parts(connection, StatementRow, self._record(connection, name)["id"]))

    def last_rules(self, scenario: str, plugin: str) -> tuple[str, str, tuple[Rule, ...]] | None:
        """Rules that a plugin gave in the newest run of a campaign that was not rejected.

        Runs with an overlay (cases of a sweep, what-ifs) are passed over: rules may have been
        changed in them, or made of other stock and needs. So are runs in which it did not answer
        itself.

        Parameters
        ----------
        scenario
            Name of the campaign.
        plugin
            Name of the plugin.

        Returns
        -------
        tuple of str, str and tuple of Rule, or None
            Id of the run, version of the plugin, and its rules. None: it gave none in any run.
        """
        runs, rules, plugins = RunRow.table(), RuleRow.table(), PluginRow.table()
        found = (
            select(runs.c.id)
            .join(rules, rules.c.run == runs.c.id)
            .join(plugins, (plugins.c.run == runs.c.id) & (plugins.c.name == plugin))
            .where(plugins.c.note == "")
            .where(runs.c.scenario == scenario, runs.c.status != "rejected")
            .where(runs.c.settings["overlay"].as_string().is_(None))
            .where(rules.c.plugin == plugin)
            .order_by(*_newest_first())
            .limit(1)
        )
        with told(self.url, "read"), self._reads.begin() as connection:
            run = connection.execute(found).scalar()
            if run is None:
                return None
            rows = [row for row in _parts(connection, RuleRow, run) if row["plugin"] == plugin]
            given = tuple(RULE.validate_python(row["definition"]) for row in rows)
            return run, rows[0]["version"], given

    def register(self, registration: Registration, content: bytes) -> None:
        """Keep a registration, with the very bytes that were handed in.

        Parameters
        ----------
        registration
            The registration; its number must follow the last one's.
        content
            The file.
        """
        record = {name: getattr(registration, name) for name in Registration.model_fields}
        record["rules"] = [json.loads(rule.model_dump_json()) for rule in registration.rules]
        record |= {"added": list(registration.added), "removed": list(registration.removed)}
        with told(self.url, "written"), self._writes.begin() as connection:
            connection.execute(insert(RegistrationRow.table()), record | {"content": content})

    def registrations(
        self, scenario: str, organisation: str | None = None
    ) -> tuple[Registration, ...]:
        """Registrations for a campaign, the oldest first; of one member, or of all."""
        table = RegistrationRow.table()
        columns = [table.c[name] for name in Registration.model_fields]
        found = select(*columns).where(table.c.scenario == scenario)
        if organisation is not None:
            found = found.where(table.c.organisation == organisation)
        found = found.order_by(table.c.organisation, table.c.number)
        with told(self.url, "read"), self._reads.begin() as connection:
            return tuple(
                Registration.model_validate(dict(row))
                for row in connection.execute(found).mappings()
            )

    def registered_file(self, registration: Registration) -> bytes:
        """Return the very bytes that were handed in with a registration."""
        table = RegistrationRow.table()
        found = select(table.c.content).where(
            table.c.scenario == registration.scenario,
            table.c.organisation == registration.organisation,
            table.c.number == registration.number,
        )
        with told(self.url, "read"), self._reads.begin() as connection:
            return bytes(connection.execute(found).scalar() or b"")

    def save_account(self, run: str, account: Account) -> None:
        """Keep the account of a run that is kept; what was kept of it before is replaced.

        Parameters
        ----------
        run
            Id of the run, in full.
        account
            What decided its plan.
        """
        with told(self.url, "written"), self._writes.begin() as connection:
            _insert_account(connection, run, account)

    def account(
        self,
        name: str,
        village: str | None = None,
        *,
        rule: str | None = None,
        fields: Collection[str] = tuple(ACCOUNT),
    ) -> Account | None:
        """The account of a run; None where none is kept. See :meth:`run` for the name.

        Parameters
        ----------
        name
            The run.
        village
            Only standings and sources of this one, and what holds its rounds down. None: all.
        rule
            Only what this one holds down, and who stands there. None: all.
        fields
            Fields that are read; the others stay empty.
        """
        with told(self.url, "read"), self._reads.begin() as connection:
            run = self._record(connection, name)["id"]
            count = select(StandingRow.table().c.place).where(StandingRow.table().c.run == run)
            if connection.execute(count.limit(1)).first() is None:
                return None
            parts = {}
            rounds: set[int] | None = None
            for field in sorted(fields, key=(BLOCKED_BY if rule else DECIDED).index):
                row = ACCOUNT[field][0]
                only: dict[str, Any] = {}
                if village is not None and field in ("standings", "sources"):
                    only["village"] = village
                if rule is not None and field == "blockers":
                    only["rule"] = rule
                elif rounds is not None and field in ("blockers", "standings"):
                    only["round"] = rounds
                parts[field] = _parts(connection, row, run, only)
                if (field, village is not None) == ("standings", True) or "rule" in only:
                    rounds = {record["round"] for record in parts[field]}
            return account_of(parts)

    def begin_sweep(self, key: str, folder: str, base: str, seed: int, sweep: Sweep) -> None:
        """Keep what a sweep is; nothing happens where it is kept already.

        Parameters
        ----------
        key
            Its id: equal for equal sweeps of equal scenarios.
        folder
            The scenario folder.
        base
            Hash of the scenario as it is.
        seed
            Seed of all its plans.
        sweep
            Its cases.
        """
        table = SweepRow.table()
        with told(self.url, "written"), self._writes.begin() as connection:
            if connection.execute(select(table.c.id).where(table.c.id == key)).first() is None:
                record = {
                    "id": key,
                    "name": sweep.name,
                    "folder": folder,
                    "inputs_hash": base,
                    "created": datetime.now(UTC),
                    "definition": sweep.model_dump(mode="json"),
                    "seed": seed,
                }
                connection.execute(insert(table), record)

    def sweep_cases(self, key: str) -> tuple[CaseResult, ...]:
        """The finished cases of a sweep by its id, in their places; empty for one not kept."""
        table = SweepCaseRow.table()
        columns = [table.c[name] for name in CaseResult.model_fields]
        found = select(*columns).where(table.c.sweep == key).order_by(table.c.place)
        with told(self.url, "read"), self._reads.begin() as connection:
            return tuple(
                CaseResult.model_validate(dict(row)) for row in connection.execute(found).mappings()
            )

    def finish_case(
        self,
        key: str,
        case: CaseResult,
        run: Run | None = None,
        plan: Plan | None = None,
        rules: Rules | None = None,
        scenario: Scenario | None = None,
    ) -> None:
        """Keep a finished case with its run, in one transaction: both or neither.

        Parameters
        ----------
        key
            Id of the sweep.
        case
            What became of it.
        run, plan, rules, scenario
            As for :meth:`save`; None where no plan could be made.
        """
        record = {"sweep": key, **vars(case)}
        with told(self.url, "written"), self._writes.begin() as connection:
            if run is not None and plan is not None and rules is not None:
                _insert_run(connection, run, plan, rules, scenario, ())
            connection.execute(insert(SweepCaseRow.table()), record)

    def forget_sweep(self, key: str) -> None:
        """Remove a sweep and the list of its cases; their runs stay."""
        table = SweepRow.table()
        with told(self.url, "written"), self._writes.begin() as connection:
            connection.execute(delete(table).where(table.c.id == key))

    def lanes(self, name: str) -> int:
        """How many lanes the problem of a run had; see :meth:`run` for the name."""
        with told(self.url, "read"), self._reads.begin() as connection:
            return int(self._record(connection, name)["lanes_possible"])

    def rules_named(self, name: str, ids: Collection[str]) -> dict[str, ProvidedRule]:
        """Some rules of a run by id, without reading the others; see :meth:`run` for the name."""
        with told(self.url, "read"), self._reads.begin() as connection:
            run = self._record(connection, name)["id"]
            table = RuleRow.table()
            columns = [column for column in table.c if not column.primary_key]
            found: dict[str, ProvidedRule] = {}
            ordered = sorted(set(ids))
            for begin in range(0, len(ordered), MOST_NAMES):
                some = ordered[begin : begin + MOST_NAMES]
                asked = select(*columns).where(table.c.run == run, table.c.id.in_(some))
                records = [dict(row) for row in connection.execute(asked).mappings()]
                found |= {rule.id: rule for rule in rules_of(records, ()).provided}
            return found

    def rules_of_kinds(self, name: str, kinds: Collection[str]) -> tuple[str, ...]:
        """Ids of a run's rules of some kinds, in order; see :meth:`run` for the name."""
        with told(self.url, "read"), self._reads.begin() as connection:
            run = self._record(connection, name)["id"]
            table = RuleRow.table()
            asked = select(table.c.id).where(table.c.run == run, table.c.kind.in_(sorted(kinds)))
            return tuple(sorted(connection.execute(asked).scalars()))

    def totals(
        self,
        name: str,
        field: str,
        by: Sequence[str],
        of: str,
        *,
        times: str | None = None,
        **only: Any,
    ) -> dict[tuple[Any, ...], Any]:
        """Sums of a column of one part of a plan, by others; see :meth:`part`.

        Parameters
        ----------
        name
            The run.
        field
            Field of the plan, such as ``shipments``.
        by
            Columns whose values are told apart.
        of
            The column that is summed.
        times
            A column that it is multiplied by first. None: by nothing.
        **only
            Values that columns must have.
        """
        table = PARTS[field][0].table()
        columns = [table.c[column] for column in by]
        amount = table.c[of] if times is None else table.c[of] * table.c[times]
        with told(self.url, "read"), self._reads.begin() as connection:
            run = self._record(connection, name)["id"]
            summed = select(*columns, func.sum(amount)).where(table.c.run == run)
            for column, value in only.items():
                summed = summed.where(table.c[column] == value)
            found = connection.execute(summed.group_by(*columns))
            return {tuple(row[:-1]): row[-1] for row in found}

    def part(self, name: str, field: str, **only: Any) -> tuple[Any, ...]:
        """Some rows of one part of a plan, without reading the rest of it.

        Parameters
        ----------
        name
            The run; see :meth:`run`.
        field
            Field of the plan, such as ``shipments``.
        **only
            Values that its columns must have.
        """
        row, word = PARTS[field]
        with told(self.url, "read"), self._reads.begin() as connection:
            run = self._record(connection, name)["id"]
            return words(word, _parts(connection, row, run, only))

    def delete(self, name: str) -> str:
        """Remove a run with all that belongs to it; see :meth:`run` for the name.

        Returns
        -------
        str
            Id of the run that is gone.
        """
        with told(self.url, "written"), self._writes.begin() as connection:
            run: str = self._record(connection, name)["id"]
            connection.execute(delete(RunRow.table()).where(RunRow.table().c.id == run))
            return run

    def _record(self, connection: Connection, name: str) -> Record:
        runs = RunRow.table()
        ids = connection.execute(select(runs.c.id).order_by(*_newest_first())).scalars().all()
        one = select(runs).where(runs.c.id == choose(name, ids))
        return dict(connection.execute(one).mappings().one())


def _insert_account(connection: Connection, run: str, account: Account) -> None:
    for row, records in account_records(run, account).items():
        connection.execute(delete(row.table()).where(row.table().c.run == run))
        if records:
            connection.execute(insert(row.table()), records)


def _insert_certificate(connection: Connection, run: str, certificate: Certificate) -> None:
    table = CertificateRow.table()
    connection.execute(delete(table).where(table.c.run == run))
    connection.execute(insert(table), {"run": run, "content": written(certificate)})


def _insert_run(
    connection: Connection,
    run: Run,
    plan: Plan,
    rules: Rules,
    scenario: Scenario | None,
    said: Sequence[Said],
) -> None:
    check_record(run, plan, rules)
    parts = plan_records(run.id, plan) | {
        RuleRow: rule_records(run.id, rules),
        StatementRow: statement_records(run.id, said),
    }
    connection.execute(insert(RunRow.table()), run_record(run, plan))
    for row, records in parts.items():
        if records:
            connection.execute(insert(row.table()), records)
    if scenario is not None:
        copy = {"run": run.id, "content": packed(scenario)}
        connection.execute(insert(ScenarioCopyRow.table()), copy)


def _newest_first() -> tuple[ColumnElement[Any], ...]:
    runs = RunRow.table()
    return runs.c.created.desc(), runs.c.id.desc()


def _parts(
    connection: Connection, row: type[Part], run: str, only: Mapping[str, Any] | None = None
) -> list[Record]:
    """Read the rows of a run from a table, in their places, without the columns of the key."""
    table = row.table()
    columns = [column for column in table.c if not column.primary_key]
    found = select(*columns).where(table.c.run == run).order_by(table.c.place)
    for name, value in (only or {}).items():
        column = table.c[name]
        found = found.where(column.in_(value) if isinstance(value, set) else column == value)
    names = [column.name for column in columns]
    return [dict(zip(names, values, strict=True)) for values in connection.execute(found)]


def _all_plugins(connection: Connection) -> dict[str, list[Record]]:
    """Read the plugins of all runs by one statement; a server may be far away."""
    table = PluginRow.table()
    plugins: dict[str, list[Record]] = {}
    found = select(table).order_by(table.c.run, table.c.place)
    for row in connection.execute(found).mappings():
        record = {name: value for name, value in row.items() if name not in {"run", "place"}}
        plugins.setdefault(row["run"], []).append(record)
    return plugins
