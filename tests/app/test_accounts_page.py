"""The administrator's pages of accounts: forms as a browser sends them, and what they refuse."""

import re
import shutil
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import select, update

from dashboard.security import accounts as pages
from data_access.accounts.account import Account, AccountError, named
from data_access.accounts.administering import lock
from data_access.schema import account, school
from data_access.viewer import _ORGANISATIONS, Role, Viewer
from layouts.texts import accounts as words
from tests.app.conftest import Answer, AppOf, Reader, question
from tests.oidc_provider import problem
from tests.signing_in import account_of, browser_of, engine_of

SECRET = "a secret of the tests alone"
NEVSKY = Viewer(Role.DISTRICT, "nevsky")
FORMS = ("change", "lock", "unlock", "reset", "end-sessions")


@pytest.fixture(scope="module")
def app(app_of: AppOf, demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Dash:
    """The application over a copy of the demo city, outside demo mode."""
    path = tmp_path_factory.mktemp("accounts") / "city.db"
    shutil.copyfile(demo_database, path)
    return app_of(f"sqlite:///{path}", demo_mode="off", secret_key=SECRET)


@pytest.fixture
def own(app: Dash, quick_hashes: None) -> Account:
    """The administrator's account."""
    return account_of(app, Viewer(Role.ADMINISTRATOR))


@pytest.fixture
def administrator(app: Dash, own: Account) -> FlaskClient:
    """The administrator's browser."""
    return browser_of(app, own)


def now_of(app: Dash, known: Account) -> Account:
    with engine_of(app).connect() as connection:
        return named(connection, known.name)


def said(response: object) -> str:
    return problem(response.get_data(as_text=True))  # type: ignore[attr-defined]


def test_account_is_made_and_its_holder_gets_in(app: Dash, administrator: FlaskClient) -> None:
    made = administrator.post(
        "/accounts/new",
        data={
            "name": "IMC-nevsky",
            "title": "Методист ИМЦ",
            "kind": "district:imc",
            "district": "nevsky",
            "school": "7",
        },
    )
    html = made.get_data(as_text=True)
    assert (made.status_code, made.headers["Cache-Control"]) == (200, "no-store")
    password = re.search(r'id="once">([^<]+)<', html)
    assert password
    with engine_of(app).connect() as connection:
        assert named(connection, "imc-nevsky").viewer.code == "district:nevsky:imc"
    entered = app.server.test_client().post("/sign-in", data={"name": "imc-nevsky", "password": password[1]})
    assert entered.headers["Location"] == "/password"
    assert password[1] not in administrator.get("/accounts").get_data(as_text=True)


@pytest.mark.parametrize(
    ("form", "what"),
    [
        ({"name": ""}, "не годится"),
        ({"name": "с пробелом"}, "не годится"),
        ({"title": " "}, "укажите должность"),
        ({"title": "x" * 201}, "укажите должность"),
        ({"kind": ""}, "выберите, кто это"),
        ({"kind": "king"}, "выберите, кто это"),
        ({"kind": "committee:appo"}, "выберите, кто это"),
        ({"district": ""}, "выберите район"),
        ({"district": "moon"}, "района «moon» нет"),
        ({"kind": "school"}, "выберите школу"),
        ({"kind": "school", "school": "999999"}, "школы 999999 нет"),
        ({"kind": "school", "school": "9" * 30}, "выберите школу"),
        ({"kind": "school", "school": "-1"}, "выберите школу"),
    ],
)
def test_form_says_what_to_mend_and_keeps_what_was_typed(
    administrator: FlaskClient, form: dict[str, str], what: str
) -> None:
    typed = {"name": "somebody", "title": "Пост <b>", "kind": "district", "district": "nevsky"} | form
    response = administrator.post("/accounts/new", data=typed)
    html = response.get_data(as_text=True)
    assert response.status_code == 400
    assert what in said(response).lower()
    if "title" not in form:
        assert 'value="Пост &lt;b&gt;"' in html
    assert administrator.get("/accounts?search=somebody").get_data(as_text=True).count("/accounts/") == 1


def test_header_leads_an_administrator_to_the_accounts(app: Dash, administrator: FlaskClient) -> None:
    for client, leads in ((administrator, True), (browser_of(app, account_of(app, NEVSKY)), False)):
        answer = client.post("/_dash-update-component", json=question("/method")).get_data(as_text=True)
        assert ('"/accounts"' in Answer(answer).text) is leads


def test_name_that_is_taken_is_said(app: Dash, administrator: FlaskClient, own: Account) -> None:
    response = administrator.post(
        "/accounts/new", data={"name": own.name.upper(), "title": "Пост", "kind": "committee"}
    )
    assert "уже есть" in said(response)


def test_change_of_role_ends_sessions_and_change_of_title_does_not(app: Dash, administrator: FlaskClient) -> None:
    known = account_of(app, NEVSKY)
    holder = browser_of(app, known)
    address, form = f"/accounts/{known.id}/change", {"title": "Другой пост", "kind": "district", "district": "nevsky"}
    assert administrator.post(address, data=form).headers["Location"] == f"/accounts/{known.id}?done=change"
    assert now_of(app, known).title == "Другой пост"
    assert holder.get("/").status_code == 200
    administrator.post(address, data=form | {"district": "primorsky"})
    assert now_of(app, known).viewer.code == "district:primorsky"
    assert holder.get("/").status_code == 303
    with engine_of(app).connect() as connection:
        number = connection.scalar(select(school.c.id).limit(1))
    administrator.post(address, data=form | {"kind": "school", "school": str(number)})
    assert now_of(app, known).viewer.school_id == number
    html = administrator.get(f"/accounts/{known.id}").get_data(as_text=True)
    assert f'<option value="{number}" selected>' in html


def test_account_is_locked_with_a_reason_and_opened_again(app: Dash, administrator: FlaskClient) -> None:
    known = account_of(app, NEVSKY)
    holder = browser_of(app, known)
    without = administrator.post(f"/accounts/{known.id}/lock", data={"reason": " "})
    assert (without.status_code, said(without)) == (400, "Укажите причину.")
    administrator.post(f"/accounts/{known.id}/lock", data={"reason": "Должность упразднена"})
    assert holder.get("/").status_code == 303
    assert "закрыта: Должность упразднена" in administrator.get("/accounts?state=locked").get_data(as_text=True)
    administrator.post(f"/accounts/{known.id}/unlock")
    assert now_of(app, known).locked_at is None


def test_new_password_is_shown_once(app: Dash, administrator: FlaskClient) -> None:
    known = account_of(app, NEVSKY)
    holder = browser_of(app, known)
    html = administrator.post(f"/accounts/{known.id}/reset").get_data(as_text=True)
    password = re.search(r'id="once">([^<]+)<', html)
    assert password
    assert holder.get("/").status_code == 303
    entered = app.server.test_client().post("/sign-in", data={"name": known.name, "password": password[1]})
    assert entered.headers["Location"] == "/password"


def test_sessions_are_counted_and_ended(app: Dash, administrator: FlaskClient, own: Account) -> None:
    known = account_of(app, NEVSKY)
    holders = [browser_of(app, known) for _ in range(2)]
    assert "Открыто 2" in administrator.get(f"/accounts/{known.id}").get_data(as_text=True)
    administrator.post(f"/accounts/{known.id}/end-sessions")
    assert [holder.get("/").status_code for holder in holders] == [303, 303]
    other = browser_of(app, own)
    administrator.post(f"/accounts/{own.id}/end-sessions")
    assert (administrator.get("/accounts").status_code, other.get("/accounts").status_code) == (200, 303)


def test_administrator_does_not_shut_itself_out(app: Dash, administrator: FlaskClient, own: Account) -> None:
    account_of(app, Viewer(Role.ADMINISTRATOR))
    locked = administrator.post(f"/accounts/{own.id}/lock", data={"reason": "по ошибке"})
    changed = administrator.post(f"/accounts/{own.id}/change", data={"title": "Пост", "kind": "committee"})
    assert "себе нельзя" in said(locked)
    assert "себе нельзя" in said(changed)
    assert "свой пароль" in said(administrator.post(f"/accounts/{own.id}/reset")).lower()
    assert now_of(app, own).viewer.role is Role.ADMINISTRATOR
    assert administrator.get("/accounts").status_code == 200


def test_last_open_administrator_stays(app: Dash, own: Account) -> None:
    # Of two that close each other at the same moment the second one finds the first one closed.
    other = account_of(app, Viewer(Role.ADMINISTRATOR))
    with engine_of(app).connect() as connection, connection.begin() as transaction:
        connection.execute(
            update(account)
            .where(account.c.role == "administrator", account.c.id != own.id)
            .values(locked_at=own.created_at)
        )
        with pytest.raises(AccountError, match="последний открытый администратор"):
            lock(connection, other, own.id, "проверка", own.created_at)
        transaction.rollback()


def test_accounts_of_a_provider_are_only_locked_here(app: Dash, administrator: FlaskClient) -> None:
    known = account_of(app, NEVSKY)
    with engine_of(app).begin() as connection:
        connection.execute(
            update(account).where(account.c.id == known.id).values(issuer="https://id", subject="1", password_hash=None)
        )
    html = administrator.get(f"/accounts/{known.id}").get_data(as_text=True)
    assert "ручается поставщик" in html
    assert f"/accounts/{known.id}/reset" not in html
    for form in ("reset", "change"):
        response = administrator.post(
            f"/accounts/{known.id}/{form}", data={"title": "x", "kind": "district", "district": "nevsky"}
        )
        assert (response.status_code, "поставщик" in said(response)) == (400, True)
    administrator.post(f"/accounts/{known.id}/lock", data={"reason": "проверка"})
    assert now_of(app, known).locked_at is not None


def test_list_is_filtered(app: Dash, administrator: FlaskClient) -> None:
    account_of(app, Viewer(Role.COMMITTEE), "Отбираемый председатель")
    account_of(app, Viewer(Role.DISTRICT, "kirovsky"), "Отбираемый методист")

    def found(query: str) -> str:
        return administrator.get(f"/accounts?{query}").get_data(as_text=True)

    assert found("search=отбираемый").count("Отбираемый") == 2
    assert found("search=отбираемый&kind=committee").count("Отбираемый") == 1
    assert found("search=отбираемый&state=never").count("Отбираемый") == 2
    assert words.NOTHING_FOUND in found("search=отбираемый&state=locked")
    assert "&lt;script&gt;" in found("search=<script>")
    assert found("state=nothing&kind=").count("Отбираемый") == 2


@pytest.mark.parametrize("form", FORMS)
def test_only_an_administrator_and_only_from_here(app: Dash, administrator: FlaskClient, form: str) -> None:
    known = account_of(app, NEVSKY)
    holder, address = browser_of(app, known), f"/accounts/{known.id}/{form}"
    data = {"title": "Пост", "kind": "administrator", "reason": "проверка"}
    assert holder.post(address, data=data).status_code == 403
    assert holder.get("/accounts").status_code == 403
    assert holder.get(f"/accounts/{known.id}").status_code == 403
    assert app.server.test_client().post(address, data=data).status_code == 401
    elsewhere = administrator.post(address, data=data, headers={"Origin": "https://elsewhere.example"})
    assert elsewhere.status_code == 403
    assert administrator.post(f"/accounts/999999/{form}", data=data).status_code == 404
    assert now_of(app, known) == known


def test_every_kind_of_viewer_can_be_chosen() -> None:
    usual = {pages.kind_of(viewer) for viewer in (Viewer(Role.COMMITTEE), Viewer(Role.ADMINISTRATOR))}
    for role, organisations in _ORGANISATIONS.items():
        for organisation in organisations:
            district = "nevsky" if role in {Role.DISTRICT, Role.SCHOOL} else None
            usual.add(pages.kind_of(Viewer(role, district, 1 if role is Role.SCHOOL else None, organisation)))
    assert usual == {code for code, _ in words.KINDS}


def test_demo_mode_has_no_accounts(reader: Reader) -> None:
    reader.become("administrator")
    page = reader.client.get("/accounts").get_data(as_text=True)
    assert "Учётных записей нет" in page
    assert "<form" not in page
    for address in ("/accounts/new", *(f"/accounts/1/{form}" for form in FORMS)):
        assert (
            reader.client.post(address, data={"name": "somebody", "title": "x", "kind": "committee"}).status_code == 404
        )
    reader.become("committee")
    assert reader.client.get("/accounts").status_code == 403
    assert "/accounts" not in reader.page("/").text
