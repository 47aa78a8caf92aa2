"""The published small city as each role sees it: what the tests of access share."""

import dataclasses

from data_access.viewer import Role, Viewer
from monitoring.reports.publication import Selection
from tests.data import builders

DISTRICTS = ("kronshtadtsky", "kurortny", "nevsky", "moskovsky")
ASKED = (
    "Школа 12-2 (демо)",
    "Школа 12-10 (демо)",
    "Гимназия 12-3 (демо)",
    "Лицей 10-3 (демо)",
    "Школа 10-1 (демо)",
    "Школа 9-1 (демо)",
)
"""Schools of every fate in every district: asked for one by one."""


@dataclasses.dataclass(frozen=True)
class World(builders.World):
    """The published small city with its viewers."""

    def viewer(self, role: str) -> Viewer:
        """The viewer under the name that the tests use."""
        return {
            "committee": Viewer(Role.COMMITTEE),
            "analyst": Viewer(Role.ANALYST),
            "district": Viewer(Role.DISTRICT, "nevsky"),
            "small district": Viewer(Role.DISTRICT, "kronshtadtsky"),
            "school": Viewer(Role.SCHOOL, "nevsky", self.id("Школа 12-2")),
            "mentor": Viewer(Role.SCHOOL, "nevsky", self.id("Гимназия 12-3")),
            "administrator": Viewer(Role.ADMINISTRATOR),
            "operator": Viewer(Role.OPERATOR),
        }[role]

    def open_to(self, role: str) -> frozenset[int]:
        """Schools whose results and listing the table opens to the role. Written out, not taken from the code."""
        of = {school: self.city.district[name] for name, school in self.city.school.items()}
        allowed = {
            "committee": of,
            "analyst": of,
            "district": [school for school, code in of.items() if code == "nevsky"],
            "small district": [school for school, code in of.items() if code == "kronshtadtsky"],
            "school": [self.id("Школа 12-2")],
            "mentor": [self.id("Гимназия 12-3")],
            "administrator": [],
            "operator": [],
        }
        return frozenset(allowed[role])

    def selections(self) -> list[Selection]:
        """Years with lists of several fates, by methods of every kind, and the gap."""
        asked = ((2021, "two-grounds-2025"), (2022, "lower-quartile"), (2022, "social-conditions"))
        return [self.selection(2022), *(self.selection(*one) for one in asked), self.selection(2020)]


ROLES = ("committee", "analyst", "district", "small district", "school", "mentor", "administrator")


def role_of(world: World, viewer: Viewer) -> str:
    return next(role for role in (*ROLES, "operator") if world.viewer(role) == viewer)
