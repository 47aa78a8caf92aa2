"""``embed``: a signed link by which a page of the intranet shows one figure."""

from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli import audit, output, recipients
from dashboard.cli.failures import BadInput

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from data_access.accounts.account import Account
    from data_access.viewer import Viewer
    from monitoring.reports.publication import Publication


WITHOUT_ACCOUNT = (
    "Назовите учётную запись, от имени которой ссылка: --account ИМЯ (все показывает account list). Без записи ссылку "
    "дают только в демонстрационном режиме: с настоящими данными её должна гасить потеря прав."
)


def register(program: typer.Typer) -> None:
    """Adds the command."""
    program.command(options_metavar="[ПАРАМЕТРЫ]")(embed)


def embed(
    scope: Annotated[str, typer.Option(metavar="ЧТО", help="city, district:КОД или school:НОМЕР.")],
    figure: Annotated[str, typer.Option(metavar="РИСУНОК", help="Рисунок справки, например map или list.")],
    days: Annotated[int, typer.Option(metavar="ДНЕЙ", help="Сколько дней ссылка действует, до 366.")] = 30,
    year: Annotated[int | None, typer.Option(metavar="ГОД", help="Год списка; без него последний.")] = None,
    method: Annotated[str | None, typer.Option(metavar="МЕТОДИКА", help="Методика, например two-years.")] = None,
    account: Annotated[
        str,
        typer.Option(
            metavar="ИМЯ", help="Учётная запись, чьими глазами и пока она открыта; с настоящими данными обязательна."
        ),
    ] = "",
    seen_by: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="КТО",
            help="В демонстрационном режиме — чьими глазами: city, district:КОД, school:НОМЕР, operator.",
        ),
    ] = "",
    fixed: Annotated[bool, typer.Option("--fixed", help="Только для нынешней публикации.")] = False,
) -> None:
    """Ссылка, по которой страница интранета показывает один рисунок."""
    from dashboard import settings as environment
    from dashboard.briefings import content
    from dashboard.cli import opening, reading
    from dashboard.embedding import routes, tokens
    from dashboard.services import demo_mode
    from data_access import clock, walls
    from data_access.viewer import AccessDenied

    settings = environment.load()
    if not settings.embed_hosts:
        raise BadInput("Встраивание выключено: перечислите порталы в TRAEKTORIA_EMBED_HOSTS.")
    if not 1 <= days <= tokens.LONGEST_DAYS:
        raise BadInput(f"Ссылка действует от 1 до {tokens.LONGEST_DAYS} дней.")
    if account and seen_by:
        raise BadInput("--account и --as вместе не ставят: чьими глазами рисунок, говорит учётная запись.")
    if scope in {"all", "districts"} or scope.startswith("schools:"):
        raise BadInput("Ссылка ведёт на один рисунок: назовите city, район или школу.")
    with opening.connection() as connection:
        publication, selection = reading.chosen(connection, year, method)
        (recipient,) = recipients.of_briefings(connection, publication, selection, scope)
        known = _account(connection, account) if account else None
        if known is None and not demo_mode(settings, connection, publication):
            raise BadInput(WITHOUT_ACCOUNT)
        viewer = known.viewer if known else _viewer(connection, publication, seen_by or scope)
        walls.declare(connection, viewer)
        asked = content.Asked(viewer, publication, selection, settings.boundaries, settings.public_url)
        try:
            made = content.briefing(connection, asked, recipient.wanted)
        except AccessDenied:
            raise BadInput(f"{scope}: закрыто для {account or seen_by}.") from None
        found = routes.figure_of(made, figure)
        if found is None:
            raise BadInput(
                f"Рисунка {figure} нет. Есть: {', '.join(item.code for item in made.drawn()) or 'ни одного'}."
            )
        until = clock.now() + timedelta(days=days)
        link = tokens.Link(
            viewer,
            recipient.wanted,
            figure,
            selection.year,
            selection.method.code,
            publication.id if fixed else None,
            until,
            known.id if known else None,
        )
        audit.enter(connection.engine, "export", f"embed {scope} {figure}: {viewer.code}", publication.id)
    address = f"{settings.public_url}{tokens.path(link)}?token={tokens.signed(settings, link)}"
    output.show_line(address)
    output.say(f'<iframe src="{escape(address)}" title="{escape(found.title)}" width="760" height="640"></iframe>')
    output.say(f"Действует до {until:%d.%m.%Y}; кто видит страницу портала, видит рисунок глазами: {viewer.code}.")
    if known:
        output.say(f"Кончится раньше, если запись «{known.name}» закрыть или дать ей другую роль, район или школу.")
    if not settings.public_url:
        output.say("Адрес без имени узла: задайте TRAEKTORIA_PUBLIC_URL.")


def _account(connection: "Connection", name: str) -> "Account":
    from data_access.accounts.account import AccountError, named

    try:
        known = named(connection, name)
    except AccountError as wrong:
        raise BadInput(f"Ссылка не сделана: {wrong}.") from None
    if known.locked_at is not None:
        raise BadInput(f"Учётная запись «{known.name}» закрыта: ссылка от её имени не открылась бы.")
    return known


def _viewer(connection: "Connection", publication: "Publication", seen_by: str) -> "Viewer":
    from data_access.viewer import Role, Viewer

    if seen_by == "operator":
        return Viewer(Role.OPERATOR)
    return next(recipients.recipients(connection, publication, seen_by))
