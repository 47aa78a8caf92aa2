"""Sources of a publication in few words: a hundred files of one kind make one entry with its years."""

import re
from collections.abc import Iterable

from monitoring.years import label

_SOURCE = re.compile(r"^(?P<title>.+?)(?:, (?P<year>\d{4}))?(?: \((?P<file>[^()]+)\))?$")


def summarised(texts: Iterable[str]) -> tuple[str, ...]:
    """Source texts of files («title, year (file)») joined by title, in the order of their first mention.

    «ФИС ОКО: статистика по отметкам, 2018/19, 2020/21–2024/25 (файлов: 91)»; a title of one file keeps the file's name.
    """
    years: dict[str, set[int]] = {}
    files: dict[str, list[str]] = {}
    for text in texts:
        match = _SOURCE.match(text)
        title = match["title"] if match else text
        years.setdefault(title, set()).update({int(match["year"])} if match and match["year"] else ())
        files.setdefault(title, []).append(match["file"] if match and match["file"] else "")
    return tuple(_entry(title, sorted(years[title]), files[title]) for title in years)


def _entry(title: str, years: list[int], files: list[str]) -> str:
    named = f"{title}, {_spans(years)}" if years else title
    if len(files) > 1:
        return f"{named} (файлов: {len(files)})"
    return f"{named} ({files[0]})" if files[0] else named


def _spans(years: list[int]) -> str:
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][-1] + 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return ", ".join(label(span[0]) if len(span) == 1 else f"{label(span[0])}–{label(span[-1])}" for span in spans)
