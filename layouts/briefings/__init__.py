"""What briefings say: one function a scope turns the reports of the pages into ``monitoring.reports.briefing``.

No database and no file format is known here. What the reports hold is what the viewer may see; nothing is added.
"""

from layouts.briefings.city import city_briefing
from layouts.briefings.district import district_briefing
from layouts.briefings.frame import Frame
from layouts.briefings.school import school_briefing

__all__ = ["Frame", "city_briefing", "district_briefing", "school_briefing"]
