"""The group of all commands: each is loaded when it is asked for; failures are one clear line."""

import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, ClassVar

import typer.main
from typer.core import TyperCommand, TyperGroup

from casus.cli.console import fail
from casus.model import CasusError

Command = TyperCommand | TyperGroup


class Lazily(Mapping[str, Command]):
    """Commands by name, each imported when it is looked up.

    The libraries of all commands take most of a second to load, those of one a part of it.

    Args:
        modules: the module of `casus.cli` that holds a command, by the command's name. There it is
            a group, or a function with its examples in `NAME_HELP`; `NAME:function` names a
            function that is not called like its command.

    """

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._modules = modules
        self._loaded: dict[str, Command] = {}

    def __getitem__(self, name: str) -> Command:
        if name not in self._loaded:
            self._loaded[name] = _command(name, self._modules[name])
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


def _command(name: str, place: str) -> Command:
    module, _, function = place.partition(":")
    held = import_module(f"casus.cli.{module}")
    part = getattr(held, function or name)
    if isinstance(part, typer.Typer):
        command: Any = typer.main.get_group(part)
    else:
        alone = typer.Typer(add_completion=False, rich_markup_mode="rich")
        alone.command(epilog=getattr(held, f"{name.upper()}_HELP"))(part)
        command = typer.main.get_command(alone)
    command.name = name
    assert isinstance(command, Command)
    return command


class Commands(TyperGroup):
    """The group of all commands; a subclass names their `modules`, as `Lazily` takes them."""

    modules: ClassVar[Mapping[str, str]]

    def __init__(self, **settings: Any) -> None:
        """As Click makes a group."""
        super().__init__(**settings)
        self.commands = Lazily(self.modules)  # type: ignore[assignment] # nobody adds to it

    def list_commands(self, _ctx: Any) -> list[str]:
        """Name the commands in the order of the work, without loading them."""
        return list(self.commands)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; turn known failures into messages.

        Raises:
            typer.Exit: with code 1 for a failure.
        """
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except CasusError as error:
            raise fail(str(error)) from error
        except KeyboardInterrupt:
            message = "stopped by Ctrl-C; what was finished is kept, the same command goes on"
            raise fail(message) from None
        except BrokenPipeError:
            raise
        except OSError as error:
            name = error.filename or "standard output"
            remedy = "free space or check the rights, then run the same command again"
            raise fail(f"{name}: {error.strerror or error}; {remedy}") from error
        return result
