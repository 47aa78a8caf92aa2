"""Проверки «Траектории»: unit, data, components, app, browser, architecture, docs."""
