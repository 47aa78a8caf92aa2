"""The words of Typer itself, in Russian: headings of the help and sentences on a wrong command line."""

from collections.abc import Iterator

import typer
from typer import core, rich_utils
from typer._click.core import Command, Context
from typer._click.formatting import HelpFormatter

WORDS = {
    "Arguments": "Что указать",
    "Options": "Параметры",
    "Commands": "Команды",
    "Error": "Ошибка",
    "Aborted.": "Прервано.",
    "[default: {}]": "[по умолчанию: {}]",
    "[required]": "[обязательно]",
    "default: {default}": "по умолчанию: {default}",
    "required": "обязательно",
    "(deprecated) ": "(устарело) ",
    "Missing command.": "Не названа команда.",
    "No such command {name!r}.": "Команды {name!r} нет.",
}
USAGE = "Вызов: "
HELP = "Показать эту справку."


def speak(command: Command) -> None:
    """Makes Typer say these words for the command and those below it; what it adds later stays as it is."""
    for name in dir(rich_utils):
        value = getattr(rich_utils, name)
        if name.isupper() and isinstance(value, str) and value in WORDS:
            setattr(rich_utils, name, WORDS[value])
    core._ = _translated
    HelpFormatter.write_usage.__defaults__ = ("", USAGE)
    for each in _all(command):
        option = each.get_help_option(Context(each, info_name=each.name))
        if option is not None:
            option.help = HELP


def _translated(message: str) -> str:
    return WORDS.get(message, message)


def _all(command: Command) -> Iterator[Command]:
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from _all(below)


def sentence(error: typer.TyperException) -> str:
    """A wrong command line in words: what is wrong, and where help is."""
    kind = type(error).__name__
    subject = _subject(error)
    message = error.message.replace("Did you mean", "Может быть,").rstrip(".")
    if kind == "NoSuchOption":
        text = f"нет параметра {getattr(error, 'option_name', '')}"
        near = getattr(error, "possibilities", None)
        text += f"; может быть, {', '.join(near)}?" if near else ""
    elif kind == "MissingParameter":
        text = f"не указано: {subject}"
    elif kind == "BadOptionUsage":
        text = f"у параметра {getattr(error, 'option_name', subject)} нет значения"
    elif kind == "BadParameter":
        text = f"{subject}: нужно целое число" if "integer" in message else f"{subject}: {message}"
    else:
        text = message
    command = getattr(getattr(error, "ctx", None), "command_path", "") or "python -m dashboard"
    return f"{text.rstrip('.')}{'' if text.endswith('?') else '.'} Помощь: {command} --help"


def _subject(error: typer.TyperException) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return str(getattr(error, "param_hint", None) or "")
    options = [name for name in parameter.opts if name.startswith("-")]
    return " / ".join(options) or str(parameter.metavar or parameter.name)
