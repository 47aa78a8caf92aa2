"""Clusters of schools that are compared with each other: programme type × conditions of work.

The order of КО № 938-р names a comparison by clusters, but its text is cut: this one is a default.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from monitoring.method_profiles import QuartileProfile

UNKNOWN = 0
"""Level of a school whose index of unfavourable conditions is not known."""
WHOLE = -1
"""Level of a cluster that is a whole programme type, and programme of one that is the whole city."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """With whom a school is compared in one assessment.

    ``programme``: title of the type, None where it is the whole city. ``level`` of ``levels`` equal parts of the city's
    schools by the index of unfavourable conditions, 1 the most favourable, 0 where it is not known, None where the
    programme type is taken whole. ``schools`` in the cluster.
    """

    programme: str | None
    level: int | None
    levels: int
    schools: int


def levels(index: pd.DataFrame, count: int) -> pd.DataFrame:
    """``year``, ``school_id``, ``level`` (1…``count``) of the schools with an index, by the quantiles of the year.

    ``index`` as ``conditions.conditions`` returns it; a school at a bound belongs to the less favourable side.
    """
    known = index.loc[index["index"].notna(), ["year", "school_id", "index"]]
    of_year = known.groupby("year")["index"]
    level = np.ones(len(known), dtype="int64")
    for part in range(1, count):
        level += (known["index"] >= of_year.transform("quantile", part / count)).to_numpy()
    return known[["year", "school_id"]].assign(level=level)


def compared(shares: pd.DataFrame, level: pd.DataFrame, kinds: pd.Series, profile: QuartileProfile) -> pd.DataFrame:
    """The frame of ``quartile.quartile_shares`` with the cluster of each result: ``programme`` (its place in the
    profile's list, the next number for kinds that it does not name, ``WHOLE`` for the city), ``level`` (or ``WHOLE``),
    ``schools`` in the cluster and ``cluster_share``, their share in percent, weighted by participants, the school's own
    among them.

    ``level`` as ``levels`` gives it; ``kinds``: kind of a school by its id. A cluster is formed in each assessment from
    schools with a share in it.
    """
    places = {kind: place for place, item in enumerate(profile.programmes) for kind in item.kinds}
    frame = shares.merge(level, on=["year", "school_id"], how="left")
    frame["level"] = frame["level"].fillna(UNKNOWN).astype("int64")
    frame["programme"] = (
        frame["school_id"].map(kinds.map(places)).fillna(len(profile.programmes)).astype("int64").to_numpy()
    )
    assessment = ["procedure", "subject", "grade", "year"]
    found = _within(frame, [*assessment, "programme", "level"])
    for by, taken in (([*assessment, "programme"], ("level",)), (assessment, ("level", "programme"))):
        small = found["schools"] < profile.least_schools
        wider = _within(frame, by).assign(**dict.fromkeys(taken, WHOLE))
        for name in ("cluster_share", "schools", *taken):
            found[name] = found[name].where(~small, wider[name])
    return found.astype({"programme": "int64", "level": "int64", "schools": "int64"})


def _within(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    weighted = frame.assign(_sum=frame["quartile_share"] * frame["participants"]).groupby(by)
    share = weighted["_sum"].transform("sum") / weighted["participants"].transform("sum")
    return frame.assign(cluster_share=share, schools=weighted["school_id"].transform("nunique"))


def described(programme: int, level: int, schools: int, profile: QuartileProfile) -> Cluster:
    """A cluster of ``compared`` as a record."""
    titles = [item.title for item in profile.programmes]
    title = None if programme == WHOLE else titles[programme] if programme < len(titles) else OTHERS
    return Cluster(title, None if level == WHOLE else level, profile.levels, schools)


OTHERS = "остальные школы"
"""Programme type of kinds that the profile does not name."""
