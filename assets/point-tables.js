// Tables that tell the points of a chart, made when they are opened: the chart's data are on the page already, and a
// district's schools in all assessments of a year would be a thousand rows sent for the few that are read.
(function () {
  'use strict';
  const share = new Intl.NumberFormat('ru', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

  function shownPoints(plot) {
    return plot.data.find(function (trace) { return trace.customdata && trace.visible !== false; });
  }

  // The last line of what a point says is its place in words.
  function place(hover) { return hover.split('<br>').pop(); }

  function cell(kind, content, attributes) {
    const made = document.createElement(kind);
    made.append(content);
    Object.keys(attributes).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    return made;
  }

  function row(trace, index) {
    const made = document.createElement('tr');
    const anchor = document.createElement('a');
    const point = { points: [{ customdata: trace.customdata[index] }] };
    anchor.textContent = /^<b>(.*?)<\/b>/.exec(trace.hovertext[index])[1];
    anchor.setAttribute('href', window.dash_clientside.traektoria.mapClick(point));
    anchor.setAttribute('data-route', '');
    made.append(
      cell('th', anchor, { scope: 'row', 'data-sort': String(index) }),
      cell('td', share.format(trace.y[index]), { class: 'num', 'data-sort': String(trace.y[index]) }),
      cell('td', String(trace.x[index]), { class: 'num' }),
      cell('td', place(trace.hovertext[index]), {})
    );
    return made;
  }

  function fill(table) {
    const holder = document.getElementById(table.getAttribute('data-plot'));
    const plot = holder && (holder.querySelector('.js-plotly-plot') || holder);
    const trace = plot && plot.data && shownPoints(plot);
    const rows = trace ? trace.customdata.map(function (_, index) { return row(trace, index); }) : [];
    table.querySelectorAll('th[aria-sort]').forEach(function (head) { head.removeAttribute('aria-sort'); });
    table.tBodies[0].replaceChildren.apply(table.tBodies[0], rows);
  }

  function fillOpen(within) {
    within.querySelectorAll('details[open] table[data-plot]').forEach(fill);
  }

  document.addEventListener('toggle', function (event) {
    if (event.target.open) fillOpen(event.target.parentElement);
  }, true);
  window.dash_clientside = Object.assign({}, window.dash_clientside, { pointTables: { fill: fill, fillOpen: fillOpen } });
})();
