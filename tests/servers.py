"""Real servers for the tests, from Maven Central: Neo4j 5.26 Community with authentication on, Apache Jena Fuseki 5.2.

Neo4j Community is GPL-3.0: tests talk to it, nothing of it is shipped. The jars (128 MB and 35 MB) are fetched once into
``$GRAPHKIT_SERVERS`` (default: ``~/.cache/graphkit-servers``); Java 17 and Maven must be on the machine.
``python tests/servers.py`` fetches them ahead of time.
"""

from __future__ import annotations

import os
import secrets
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import neo4j

VERSION, FUSEKI = "5.26.0", "5.2.0"
_POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>graphkit.test</groupId><artifactId>neo4j</artifactId><version>1</version><packaging>pom</packaging>
<dependencies><dependency>
<groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{VERSION}</version>
</dependency></dependencies></project>
"""
_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
_OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")


@dataclass
class Neo4j:
    """A running Neo4j with the login of its administrator; `home` holds its settings and data."""

    uri: str
    user: str
    password: str
    process: subprocess.Popen[bytes]
    home: Path

    def kill(self) -> None:
        """Kill the server at once; its data stay."""
        self.process.kill()
        self.process.wait()

    def halt(self) -> None:
        """Stop the server; its data stay."""
        _halt(self.process)

    def start_again(self) -> None:
        """Start the server again at the same address on the same data."""
        self.process = _run_neo4j(self.home)
        with neo4j.GraphDatabase.driver(self.uri, auth=(self.user, self.password), telemetry_disabled=True, max_transaction_retry_time=0) as driver:
            _await(self.process, self.home / "logs" / "console.log", lambda: driver.execute_query("RETURN 1"))

    def import_tables(self, folder: Path) -> str:
        """Have `neo4j-admin` import what `graphkit export --format neo4j-admin` wrote; the server must be down."""
        words = shlex.split((folder / "arguments.txt").read_text(encoding="utf-8"))
        command = ["java", "-Xmx1g", "-cp", f"{neo4j_jars()}/*", "org.neo4j.cli.AdminTool", "database", "import", "full"]
        command += [*words, "--overwrite-destination", "neo4j"]
        places = {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        done = subprocess.run(command, cwd=folder, env={**os.environ, **places}, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"neo4j-admin: {done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done.stdout

    def stop(self) -> None:
        """Stop the server and remove its data."""
        _halt(self.process)
        shutil.rmtree(self.home, ignore_errors=True)


@dataclass
class Fuseki:
    """A running Fuseki with one dataset: on disk in `folder`, or in memory where that is None."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path
    folder: Path | None = None
    heap: str = "1g"

    @property
    def address(self) -> str:
        """Address of the dataset."""
        return f"http://127.0.0.1:{self.port}/ds"

    def kill(self) -> None:
        """Kill the server at once; data on disk stay."""
        self.process.kill()
        self.process.wait()

    def start_again(self) -> None:
        """Start the server again at the same address."""
        self.process = _run_fuseki(self.port, self.folder, self.log, self.heap)

    def stop(self) -> None:
        """Stop the server and remove its log."""
        _halt(self.process)
        self.log.unlink(missing_ok=True)


def _halt(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _cache() -> Path:
    for program in ("java", "mvn"):
        if shutil.which(program) is None:
            raise RuntimeError(f"{program} is missing: install a Java 17 runtime and Maven (see CONTRIBUTING.md)")
    return Path(os.environ.get("GRAPHKIT_SERVERS") or Path.home() / ".cache" / "graphkit-servers")


def neo4j_jars() -> Path:
    """The folder with the jars, fetched when it is not there."""
    jars = _cache() / f"neo4j-{VERSION}" / "lib"
    if jars.is_dir() and any(jars.glob(f"neo4j-{VERSION}.jar")):
        return jars
    jars.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=jars.parent) as folder:
        Path(folder, "pom.xml").write_text(_POM, encoding="utf-8")
        command = ["mvn", "-B", "-q", f"{_PLUGIN}:copy-dependencies", "-DincludeScope=runtime", "-DoutputDirectory=lib"]
        subprocess.run(command, cwd=folder, check=True, timeout=900)
        shutil.rmtree(jars, ignore_errors=True)
        os.replace(Path(folder, "lib"), jars)
    return jars


def apoc_jar() -> Path:
    """The jar of APOC, which some programs need in the server; fetched when it is not there."""
    return _fetched("org.neo4j.procedure:apoc-core:{}:jar:core", f"apoc-core-{VERSION}-core.jar", VERSION)


def start_neo4j(*plugins: Path) -> Neo4j:
    """Start an empty Neo4j on a free port of 127.0.0.1, with these jars as plugins, and set a password."""
    home, port = Path(tempfile.mkdtemp(prefix="graphkit-neo4j-")), _free_port()
    for name in ("conf", "plugins", "import", "logs", "run", "data"):
        (home / name).mkdir()
    for plugin in plugins:
        shutil.copy(plugin, home / "plugins")
    (home / "conf" / "neo4j.conf").write_text(
        "server.default_listen_address=127.0.0.1\n"
        "server.bolt.enabled=true\n"
        f"server.bolt.listen_address=127.0.0.1:{port}\n"
        "server.http.enabled=false\n"
        "server.https.enabled=false\n"
        "server.memory.pagecache.size=128m\n"
        "dbms.usage_report.enabled=false\n"
        "db.tx_log.preallocate=false\n"
        "dbms.security.auth_enabled=true\n"
        + ("dbms.security.procedures.unrestricted=apoc.*\n" if plugins else ""),
        encoding="utf-8",
    )
    server = Neo4j(f"bolt://127.0.0.1:{port}", "neo4j", secrets.token_urlsafe(16), _run_neo4j(home), home)
    try:
        _set_password(server)
    except BaseException:
        server.stop()
        raise
    return server


def _run_neo4j(home: Path) -> subprocess.Popen[bytes]:
    jars = neo4j_jars()
    command = ["java", "-Xms256m", "-Xmx1g", "-XX:+UseG1GC"]
    command += [f"--add-opens={name}=ALL-UNNAMED" for name in _OPENED]
    # plugins stand in the class path, too, as Neo4j's own script has it: APOC is an extension that is looked for there
    command += ["-Dlog4j2.disable.jmx=true", "-Dfile.encoding=UTF-8", "-cp", f"{jars}/*:{home}/plugins/*"]
    command += ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={home}/conf"]
    with open(home / "logs" / "console.log", "wb") as log:
        return subprocess.Popen([*command, "--console-mode"], stdout=log, stderr=log)


def _set_password(server: Neo4j) -> None:
    text = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
    with neo4j.GraphDatabase.driver(server.uri, auth=("neo4j", "neo4j"), telemetry_disabled=True, max_transaction_retry_time=0) as driver:
        _await(
            server.process,
            server.home / "logs" / "console.log",
            lambda: driver.execute_query(text, {"password": server.password}, database_="system"),
        )


def _await(process: subprocess.Popen[bytes], log: Path, step: Callable[[], object]) -> None:
    """Try a step until the server answers."""
    deadline = time.monotonic() + 180
    while True:
        try:
            step()
            return
        except (
            neo4j.exceptions.ServiceUnavailable,
            neo4j.exceptions.SessionExpired,
            neo4j.exceptions.TransientError,
            OSError,
        ):
            if time.monotonic() > deadline or process.poll() is not None:
                said = log.read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"the server did not start:\n{said[-2000:]}") from None
            time.sleep(0.1)


def fuseki_jar() -> Path:
    """The jar, fetched when it is not there."""
    return _fetched("org.apache.jena:jena-fuseki-server:{}", f"jena-fuseki-server-{FUSEKI}.jar", FUSEKI)


def _fetched(artifact: str, name: str, version: str) -> Path:
    jar = _cache() / name
    if not jar.exists():
        jar.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=jar.parent) as folder:
            command = ["mvn", "-B", "-q", f"{_PLUGIN}:copy", f"-Dartifact={artifact.format(version)}", "-DoutputDirectory=."]
            subprocess.run(command, cwd=folder, check=True, timeout=900)
            os.replace(Path(folder, name), jar)
    return jar


def start_fuseki(folder: Path | None = None, heap: str = "1g") -> Fuseki:
    """Start a Fuseki on a free port of 127.0.0.1: an empty one in memory, or one on disk with what the folder holds."""
    port = _free_port()
    handle, name = tempfile.mkstemp(prefix="graphkit-fuseki-", suffix=".log")
    os.close(handle)
    return Fuseki(port, _run_fuseki(port, folder, Path(name), heap), Path(name), folder, heap)


def load_tdb(folder: Path, data: Path) -> None:
    """Fill the folder of a Fuseki on disk from a file of N-Quads, with Jena's own loader; the server must be down."""
    command = ["java", "-Xmx2g", "-cp", str(fuseki_jar()), "tdb2.tdbloader", "--loc", str(folder), str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"tdb2.tdbloader: {done.stdout[-3000:]}{done.stderr[-3000:]}")


def _run_fuseki(port: int, folder: Path | None, log: Path, heap: str) -> subprocess.Popen[bytes]:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    where = ["--mem"] if folder is None else ["--tdb2", "--loc", str(folder)]
    with open(log, "wb") as target:
        process = subprocess.Popen(
            ["java", f"-Xmx{heap}", "-jar", str(fuseki_jar()), "--localhost", "--port", str(port), "--update", *where, "/ds"],
            stdout=target,
            stderr=target,
        )
    url = f"http://127.0.0.1:{port}/ds?query=ASK%7B%7D"

    def answers() -> None:
        with urllib.request.urlopen(url, timeout=5):
            pass

    _await(process, log, answers)
    return process


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    print(neo4j_jars(), fuseki_jar())
