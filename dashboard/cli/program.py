"""The program: its commands, and the exit code of whatever may happen.

0 done; 2 bad input (a wrong command line, setting or file; what to mend is said); 1 an internal error; 130 Ctrl-C.
"""

import os
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer

from dashboard.cli import (
    accounts,
    audit,
    backing,
    boundaries,
    briefing,
    checking,
    database,
    demo,
    digest,
    effect,
    embedding,
    importing,
    output,
    plans,
    publishing,
    reading,
    records,
    russian,
    serving,
)
from dashboard.cli.failures import BadInput
from dashboard.cli.version import show_version

PROGRAM = "python -m dashboard"
DONE, INTERNAL, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130

program = typer.Typer(
    help="«Траектория»: мониторинг школ, которым нужна адресная помощь. Настройки: docs/settings.md.",
    options_metavar="[ПАРАМЕТРЫ]",
    subcommand_metavar="КОМАНДА …",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@program.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", help="Показать версию.", callback=show_version, is_eager=True)
    ] = False,
) -> None:
    """Serves the options that stand before the command."""


COMMANDS = (
    serving, accounts, demo, importing, publishing, reading, effect, digest, briefing, embedding, plans, records,
    boundaries, backing, checking, database, audit,
)  # fmt: skip
for module in COMMANDS:
    module.register(program)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit code."""
    command = typer.main.get_command(program)
    russian.speak(command)
    try:
        code = command.main(args=arguments, prog_name=PROGRAM, standalone_mode=False)
    except BadInput as bad:
        if str(bad):
            output.fail(str(bad))
        return BAD_INPUT
    except typer.TyperException as wrong:
        return _wrong_line(wrong)
    except (KeyboardInterrupt, typer.Abort):
        output.say("Прервано.")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of the pipe has had enough (`… | head`); nothing more may be flushed into it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return DONE
    except Exception as error:
        return failed(error)
    return code if isinstance(code, int) else DONE


def _wrong_line(wrong: typer.TyperException) -> int:
    if type(wrong).__name__ == "NoArgsIsHelpError":
        output.say(wrong.message)
    else:
        output.fail(f"Ошибка в команде: {russian.sentence(wrong)}")
    return BAD_INPUT


def failed(error: Exception) -> int:
    """Says what went wrong and returns the exit code for it."""
    from dashboard.settings import PREFIX, SettingsError

    if isinstance(error, SettingsError):
        output.fail(str(error))
        return BAD_INPUT
    if type(error).__module__.startswith(("sqlalchemy", "builtins")):
        from data_access.troubles import trouble_of
        from layouts.texts.troubles import of_command

        trouble = trouble_of(error)
        if trouble is not None:
            output.fail(of_command(trouble, str(getattr(error, "orig", None) or error), f"{PREFIX}DATABASE_URL"))
            return INTERNAL
    output.fail(f"Внутренняя ошибка: {type(error).__name__}: {error}")
    output.say("".join(traceback.format_exception(error)).rstrip())
    return INTERNAL
