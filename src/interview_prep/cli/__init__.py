"""The `prep` command: one file a command, found by name and imported when it is called."""

import errno
import importlib
import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from interview_prep import __version__, plugins
from interview_prep.errors import PrepError
from interview_prep.suggestions import unknown


class PrepGroup(TyperGroup):
    """Find commands by file name, and turn every expected error into one line: cause, then cure."""

    def list_commands(self, ctx: Any) -> list[str]:
        """List the commands without importing them."""
        return plugins.names(sys.modules[__name__])

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import the one command that is asked for."""
        if cmd_name not in self.list_commands(ctx):
            return None
        return _build(cmd_name)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a PrepError or a wrong option is printed as one line and sets the exit code."""
        words = [*ctx._protected_args, *ctx.args]
        try:
            name = words[0] if words else ""
            if name and not name.startswith("-") and name not in self.list_commands(ctx):
                raise PrepError(unknown("command", name, self.list_commands(ctx)))
            result = super().invoke(ctx)
            if sys.stdout:
                sys.stdout.flush()  # what cannot be written is noticed here, not when the interpreter ends
            return result
        except PrepError as error:
            _say(str(error))
            raise typer.Exit(error.exit_code) from error
        except TyperException as error:
            message = error.format_message()
            _say(message if "\n" in message else f"{message.rstrip('.')}. See `{_asked(error, ctx, words)} --help`.")
            raise typer.Exit(error.exit_code) from error
        except OSError as error:
            raise typer.Exit(_output_ended(error)) from error
        except SystemExit as error:
            if isinstance(error.__context__, BrokenPipeError):  # rich ends the program with 1
                raise typer.Exit(0) from error
            raise
        except KeyboardInterrupt as error:
            raise typer.Exit(130) from error


def harmless(line: str) -> str:
    """Return a message without control sequences that a file's name or content may have brought into it."""
    if line.isascii() and line.isprintable():
        return line
    from interview_prep.cli._render import safe

    return safe(line)


def _asked(error: TyperException, ctx: Any, words: list[str]) -> str:
    """Return the command that a wrong option was given to; the error of an option without its value knows none."""
    if getattr(error, "ctx", None):
        return str(error.ctx.command_path)  # type: ignore[attr-defined]
    inner = getattr(_build(words[0]), "commands", {})
    return " ".join([ctx.command_path, words[0], *(word for word in words[1:2] if word in inner)])


def _say(message: str) -> None:
    typer.echo(harmless(message if "\n" in message else f"prep: {message}"), err=True)


def _output_ended(error: OSError) -> int:
    """Return the exit code where the output takes no more: 0 if its reader has left, 1 if the disk is full."""
    if error.errno not in (errno.EPIPE, errno.ENOSPC) or not sys.stdout or sys.stdout.isatty():
        raise error
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is still to be flushed goes nowhere
    if error.errno == errno.ENOSPC:
        _say(f"{error.strerror}; make room and try again")
    return int(error.errno == errno.ENOSPC)


def _build(name: str) -> Any:
    module = plugins.load(sys.modules[__name__], name)
    inner = getattr(module, "app", None)
    if inner is None:
        inner = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
        inner.command(name)(module.command)
    command = typer.main.get_command(inner)
    command.name = name
    return command


app = typer.Typer(
    cls=PrepGroup,
    name="prep",
    help="Practise interviews: quiz yourself, sample a question set, export a deck. Nothing leaves this machine.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"prep {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Practise interviews: quiz yourself, sample a question set, export a deck. Nothing leaves this machine."""


def main() -> None:
    """Run `prep`."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(errors="replace")
    importlib.import_module("interview_prep.cli")
    app(prog_name="prep")
