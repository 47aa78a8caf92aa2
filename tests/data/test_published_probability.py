"""The probability of truly meeting the rule in a publication: by school, and counted by district."""

from sqlalchemy import Engine, select

from data_access import publications, schema
from monitoring.method_profiles import share_profiles
from tests.data.builders import NOW, small_city


def test_probability_stands_for_the_assessed_and_is_counted_by_district(engine: Engine) -> None:
    city = small_city(engine)
    publications.publish(engine, now=NOW)
    table, counts = schema.school_summary, schema.district_summary
    with engine.connect() as connection:
        rows = connection.execute(select(table)).all()
        listed = {
            (row.method, row.year, row.school_id)
            for row in connection.execute(select(schema.listing).where(schema.listing.c.status != "left"))
        }
        stored = {(row.method, row.year, row.district_code): row for row in connection.execute(select(counts))}
    assert all((row.probability is not None) == (row.assessed and row.method in share_profiles()) for row in rows)
    of = {school: city.district[name] for name, school in city.school.items()}
    for (method, year, code), row in stored.items():
        if method not in share_profiles():
            # No probability is defined for a rule that compares schools with each other.
            assert (row.sure, row.border, row.chance, row.at_risk) == (None,) * 4
            continue
        chosen = [
            r for r in rows if r.assessed and (r.method, r.year) == (method, year) and code in (of[r.school_id], "city")
        ]
        inside = [r.probability for r in chosen if (method, year, r.school_id) in listed]
        outside = [r.probability for r in chosen if (method, year, r.school_id) not in listed]
        assert row.sure == sum(value >= 0.9 for value in inside)
        assert row.border == sum(0.5 <= value < 0.9 for value in inside)
        assert row.chance == sum(value < 0.5 for value in inside)
        assert row.at_risk == sum(value >= 0.2 for value in outside)
