// The table beside a chart as csv, as the page shows it: UTF-8 with a byte order mark, parted by semicolons.
(function () {
  'use strict';
  // How a text begins that a table editor would take for a formula (as in data_access/sheets/columns.py). A minus of
  // our numbers is another sign.
  const DANGEROUS = /^'*[=+\-@\t\r]/;

  function twin(frame) {
    const section = frame.closest('section');
    return section && section.querySelector('details.twin');
  }

  function text(node) { return node.textContent.replace(/\s+/g, ' ').trim(); }

  function rows(details) {
    const table = details.querySelector('table');
    if (table) {
      if (table.hasAttribute('data-plot')) window.dash_clientside.pointTables.fill(table);
      return Array.from(table.rows).map(function (row) { return Array.from(row.cells).map(text); });
    }
    const holder = details.querySelector('.grid');
    const api = holder && holder.id && window.dash_ag_grid && window.dash_ag_grid.getApi(holder.id);
    return api ? window.dash_clientside.printing.rowsOf(api) : [];
  }

  function quoted(value) {
    const safe = DANGEROUS.test(value) ? "'" + value : value;
    return /[";\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }

  // { text, title } of the chart's table.
  function csv(frame) {
    const section = frame.closest('section'), details = twin(frame);
    const title = text(details.querySelector('summary')).replace(/^Таблица: /, '');
    const notice = document.querySelector('.notice[data-mark]');
    const about = [text(section.querySelector('h2, h3')), notice ? notice.getAttribute('data-mark') : ''].filter(Boolean).join('. ');
    const below = Array.from(section.querySelectorAll('.source')).map(text)
      .concat(text(document.querySelector('.footer-publication') || section.ownerDocument.createElement('p')));
    const all = [[about]].concat(rows(details), [[]], below.filter(Boolean).map(function (line) { return [line]; }));
    return { title: title, text: '\ufeff' + all.map(function (row) { return row.map(quoted).join(';'); }).join('\r\n') + '\r\n' };
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    chartTable: { has: function (frame) { return Boolean(twin(frame)); }, csv: csv }
  });
})();
