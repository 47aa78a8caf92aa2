"""The theme of a presentation: the colours of the screen and its font, so that all can be recoloured at once."""

from layouts import theme

MARK_GROUND, MARK_INK = theme.NOTICE_GROUND, theme.NOTICE_INK
"""The band that says that data are invented."""

_SCHEME = {
    "dk1": theme.INK,
    "lt1": theme.GROUND,
    "dk2": theme.GREY,
    "lt2": theme.SEQUENCE[1],
    "accent1": theme.SEQUENCE[4],
    "accent2": theme.LISTED,
    "accent3": theme.PARTNER,
    "accent4": theme.NEAR,
    "accent5": theme.SEQUENCE[3],
    "accent6": theme.SEQUENCE[2],
    "hlink": theme.LINK,
    "folHlink": "#7a5c8f",
}
_NAMES = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
_PLACES = {value: _NAMES.get(name, name) for name, value in _SCHEME.items() if name != "folHlink"}
_MORE = {
    "Самый светлый класс": theme.SEQUENCE[0],
    "Остались в списке": theme.STAYED,
    "Линия": theme.LINE,
    "Граница": theme.BORDER,
    "Вода": theme.WATER,
}
"""Colours that the twelve places of a theme cannot hold: offered beside them."""
_FACE = '<a:latin typeface="Arial" panose="020B0604020202020204" pitchFamily="34" charset="-52"/>'
"""A presentation cannot carry its font along, so it names one that each office program has or has the like of."""


def colour(value: str, alpha: float = 1.0) -> str:
    """A colour of the screen («#1c2530») as DrawingML: by its place in the theme where it has one."""
    clear = "" if alpha >= 1 else f'<a:alpha val="{round(alpha * 100_000)}"/>'
    if value in _PLACES:
        return f'<a:schemeClr val="{_PLACES[value]}">{clear}</a:schemeClr>'
    return f'<a:srgbClr val="{value[1:].upper()}">{clear}</a:srgbClr>'


def shown(name: str) -> str:
    """The colour behind a place in the theme («accent2»)."""
    return next(value for value, place in _PLACES.items() if place == name)


def theme_part() -> str:
    """The theme as XML: flat, without shadows and gradients."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value[1:].upper()}"/></a:{name}>' for name, value in _SCHEME.items())
    more = "".join(
        f'<a:custClr name="{name}"><a:srgbClr val="{value[1:].upper()}"/></a:custClr>' for name, value in _MORE.items()
    )
    face = f'{_FACE}<a:ea typeface=""/><a:cs typeface=""/>'
    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{solid}<a:prstDash val="solid"/></a:ln>' for width in (6350, 12700, 19050))
    plain = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Траектория"><a:themeElements>'
        f'<a:clrScheme name="Траектория">{colours}</a:clrScheme><a:fontScheme name="Траектория"><a:majorFont>{face}'
        f'</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme><a:fmtScheme name="Траектория">'
        f"<a:fillStyleLst>{solid * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{plain}"
        f"</a:effectStyleLst><a:bgFillStyleLst>{solid * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        f"<a:objectDefaults/><a:extraClrSchemeLst/><a:custClrLst>{more}</a:custClrLst></a:theme>"
    )
