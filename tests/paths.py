"""Addresses of the pages, one of each kind: what the tests of all pages walk."""

PAGES = (
    "/",
    "/attention",
    "/district/nevsky",
    "/school/1",
    "/origins/1",
    "/case/1",
    "/schools",
    "/partnerships",
    "/partnership/1",
    "/roadmap",
    "/records",
    "/records/event",
    "/external",
    "/data",
    "/data/quarantine",
    "/data/nothing",
    "/order",
    "/record/event",
    "/effect",
    "/method",
)
