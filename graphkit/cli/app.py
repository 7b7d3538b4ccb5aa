"""The commands put together, and what becomes of an error: a line on standard error and an exit code.

====  ==========================================================================================
code  means
====  ==========================================================================================
0     done
1     not all of it could be done: some inputs failed, the graph breaks a rule, a store or model fails
2     nothing was done: a wrong option, an unknown query or name, no input that can be read
130   stopped with Ctrl-C
====  ==========================================================================================
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import warnings
from collections.abc import Sequence
from types import FrameType
from typing import Annotated, TextIO

import typer
from typer.exceptions import TyperException

import graphkit
from graphkit.cli import ask, keep, make, show
from graphkit.cli.console import FAILED, STOPPED, WRONG, complain
from graphkit.cli.names import gazetteer
from graphkit.cli.resolve import resolve
from graphkit.cli.serve import serve
from graphkit.errors import GraphkitError, InputWarning, ModelError, StoreError

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"graphkit {graphkit.__version__}")
        raise typer.Exit


@app.callback(epilog="Example: graphkit build haberler/ -o haberler.graph && graphkit query haberler.graph meetings")
def graphkit_command(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and end.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the whole traceback of an error; may stand after the command, too.")
    ] = False,
) -> None:
    """News text in, a graph out: who met whom, who agreed on what, who sent troops or arms where, who says so."""


app.command(epilog="Example: graphkit build haberler/ -o haberler.graph")(make.build)
app.command(epilog="Example: graphkit extract haber.html -o events.jsonl")(make.extract)
app.command(
    epilog="Example: graphkit query haberler.graph meetings --actor Rusya --since 2025-01 --json",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)(ask.query)
app.command(epilog="Example: graphkit queries meetings")(ask.queries)
app.command(epilog="Example: graphkit sparql haberler.graph 'SELECT ?name { ?s a gk:State ; gk:name ?name }'")(
    ask.sparql
)
app.command(epilog="Example: graphkit cypher haberler.graph 'MATCH (s:State) RETURN s.name AS name ORDER BY name'")(
    ask.cypher
)
app.command(
    epilog="Example: graphkit view haberler.graph -o page.html --query meetings --actor Rusya",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)(show.view)
app.command(epilog="Example: graphkit report haberler.graph -o report/")(show.report)
app.command(epilog="Example: graphkit export haberler.graph -o haberler.graphml")(show.export)
app.command(epilog="Example: NEO4J_PASSWORD=... graphkit load haberler.graph --to bolt://127.0.0.1:7687")(keep.load)
app.command(epilog="Example: graphkit retract haberler.graph boz-2026-03-19")(keep.retract)
app.command(epilog="Example: graphkit resolve haberler.graph --auto && graphkit resolve haberler.graph --ask")(resolve)
app.command(epilog="Example: graphkit gazetteer build latest-all.json.bz2 -o names/")(gazetteer)
app.command(epilog="Example: graphkit serve haberler.graph --port 8080")(serve)
app.command(epilog="Example: graphkit validate haberler.graph")(keep.validate)
app.command(epilog="Example: graphkit info haberler.graph")(show.info)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line.

    Parameters
    ----------
    arguments
        Words after ``graphkit``; None: those of the process.

    Returns
    -------
    int
        The exit code, see above.

    Examples
    --------
    >>> main(["queries", "meetngs"])
    2
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    stopped = _Stopped()
    end = words.index("--") if "--" in words else len(words)
    debug = "--debug" in words[:end]
    words = [word for word in words[:end] if word != "--debug"] + words[end:]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always", InputWarning)
            warnings.showwarning = _show_warning
            done = app(args=words, prog_name="graphkit", standalone_mode=False)
            return done if isinstance(done, int) else 0
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except (KeyboardInterrupt, typer.Abort):
        complain("stopped")
        return STOPPED
    except BrokenPipeError:  # the reader of our output (`| head`) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if stopped:  # a library that was just being loaded makes an error of its own out of Ctrl-C
            complain("stopped")
            return STOPPED
        if debug:
            raise
        return _report(error)
    finally:
        stopped.close()


class _Stopped:
    """Remembers, from now until `close`, whether Ctrl-C was pressed; it interrupts as ever."""

    def __init__(self) -> None:
        self._pressed = False
        here = threading.current_thread() is threading.main_thread()
        usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
        self._before = signal.signal(signal.SIGINT, self._press) if here and usual else None

    def _press(self, number: int, frame: FrameType | None) -> None:
        self._pressed = True
        signal.default_int_handler(number, frame)

    def __bool__(self) -> bool:
        return self._pressed

    def close(self) -> None:
        """Give Ctrl-C back."""
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)


def _show_warning(message: Warning | str, category: type[Warning], filename: str, lineno: int,
                  file: TextIO | None = None, line: str | None = None) -> None:  # fmt: skip
    """What is left out of an input, as a line for people; what libraries say to programmers is not for them."""
    if issubclass(category, InputWarning):
        complain(f"warning: {message}")


def _report(error: Exception) -> int:
    """One line for an error, and its exit code."""
    if isinstance(error, TyperException):  # the command line's own: a missing or an unknown option
        return _report_usage(error)
    if isinstance(error, GraphkitError):
        complain("error: " + " ".join(str(error).split()))
        return FAILED if isinstance(error, (StoreError, ModelError)) else WRONG
    if isinstance(error, OSError):
        complain(f"error: {error.filename or 'system'}: {(error.strerror or str(error)).lower()}")
        return FAILED
    complain(f"internal error: {type(error).__name__}: {error} (--debug shows where; please report it)")
    return FAILED


def _report_usage(error: Exception) -> int:
    """One line for a call that is not as the command takes it; nothing where help was asked for and shown."""
    said = " ".join(str(getattr(error, "format_message", error.__str__)()).split())
    if said:
        text = said.replace("Value error, ", "").rstrip(".")
        command = getattr(getattr(error, "ctx", None), "command_path", "graphkit")
        complain(f"error: {text[:1].lower()}{text[1:]}; {command} --help tells what it takes")
    return WRONG
