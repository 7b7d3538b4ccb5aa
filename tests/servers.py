"""Real servers for the tests: Neo4j 5.26 Community from Maven Central, with authentication on.

Neo4j Community is GPL-3.0: tests talk to it, nothing of it is shipped. The jars (128 MB) are fetched once into
``$GRAPHKIT_SERVERS`` (default: ``~/.cache/graphkit-servers``); Java 17 and Maven must be on the machine.
``python tests/servers.py`` fetches them ahead of time.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import neo4j

VERSION = "5.26.0"
_POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>graphkit.test</groupId><artifactId>neo4j</artifactId><version>1</version><packaging>pom</packaging>
<dependencies><dependency>
<groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{VERSION}</version>
</dependency></dependencies></project>
"""
_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
_OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")


@dataclass
class Neo4j:
    """A running Neo4j with the login of its administrator."""

    uri: str
    user: str
    password: str
    process: subprocess.Popen[bytes]
    home: Path

    def stop(self) -> None:
        """Stop the server and remove its data."""
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)


def neo4j_jars() -> Path:
    """The folder with the jars, fetched when it is not there."""
    cache = Path(os.environ.get("GRAPHKIT_SERVERS") or Path.home() / ".cache" / "graphkit-servers")
    jars = cache / f"neo4j-{VERSION}" / "lib"
    if jars.is_dir() and any(jars.glob(f"neo4j-{VERSION}.jar")):
        return jars
    for program in ("java", "mvn"):
        if shutil.which(program) is None:
            raise RuntimeError(f"{program} is missing: install a Java 17 runtime and Maven (see CONTRIBUTING.md)")
    jars.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=jars.parent) as folder:
        Path(folder, "pom.xml").write_text(_POM, encoding="utf-8")
        command = ["mvn", "-B", "-q", _COPY, "-DincludeScope=runtime", "-DoutputDirectory=lib"]
        subprocess.run(command, cwd=folder, check=True, timeout=900)
        shutil.rmtree(jars, ignore_errors=True)
        os.replace(Path(folder, "lib"), jars)
    return jars


def start_neo4j() -> Neo4j:
    """Start an empty Neo4j on a free port of 127.0.0.1 and set a password."""
    jars, home, port = neo4j_jars(), Path(tempfile.mkdtemp(prefix="graphkit-neo4j-")), _free_port()
    for name in ("conf", "plugins", "import", "logs", "run", "data"):
        (home / name).mkdir()
    (home / "conf" / "neo4j.conf").write_text(
        "server.default_listen_address=127.0.0.1\n"
        "server.bolt.enabled=true\n"
        f"server.bolt.listen_address=127.0.0.1:{port}\n"
        "server.http.enabled=false\n"
        "server.https.enabled=false\n"
        "server.memory.pagecache.size=128m\n"
        "dbms.usage_report.enabled=false\n"
        "db.tx_log.preallocate=false\n"
        "dbms.security.auth_enabled=true\n",
        encoding="utf-8",
    )
    command = ["java", "-Xms256m", "-Xmx1g", "-XX:+UseG1GC"]
    command += [f"--add-opens={name}=ALL-UNNAMED" for name in _OPENED]
    command += ["-Dlog4j2.disable.jmx=true", "-Dfile.encoding=UTF-8", "-cp", f"{jars}/*"]
    command += ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={home}/conf"]
    with open(home / "logs" / "console.log", "wb") as log:
        process = subprocess.Popen([*command, "--console-mode"], stdout=log, stderr=log)
    server = Neo4j(f"bolt://127.0.0.1:{port}", "neo4j", secrets.token_urlsafe(16), process, home)
    try:
        _set_password(server)
    except BaseException:
        server.stop()
        raise
    return server


def _set_password(server: Neo4j) -> None:
    deadline = time.monotonic() + 180
    text = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
    with neo4j.GraphDatabase.driver(server.uri, auth=("neo4j", "neo4j"), telemetry_disabled=True) as driver:
        while True:
            try:
                driver.execute_query(text, {"password": server.password}, database_="system")
                return
            except (neo4j.exceptions.ServiceUnavailable, neo4j.exceptions.SessionExpired):
                if time.monotonic() > deadline or server.process.poll() is not None:
                    log = (server.home / "logs" / "console.log").read_text(encoding="utf-8", errors="replace")
                    raise RuntimeError(f"Neo4j did not start:\n{log[-2000:]}") from None
                time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    print(neo4j_jars())
