"""The `prep` command: one file a command, found by name and imported when it is called."""

import importlib
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
        try:
            if not ctx._protected_args and not ctx.invoked_subcommand:
                return super().invoke(ctx)
            name = (ctx._protected_args or [""])[0]
            if name and not name.startswith("-") and name not in self.list_commands(ctx):
                raise PrepError(unknown("command", name, self.list_commands(ctx)))
            return super().invoke(ctx)
        except PrepError as error:
            typer.echo(f"prep: {error}" if "\n" not in str(error) else str(error), err=True)
            raise typer.Exit(error.exit_code) from error
        except TyperException as error:
            asked = (getattr(error, "ctx", None) or ctx).command_path
            typer.echo(f"prep: {error.format_message().rstrip('.')}. See `{asked} --help`.", err=True)
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt as error:
            raise typer.Exit(130) from error


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
