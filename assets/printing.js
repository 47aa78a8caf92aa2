// A long table turns pages on the screen; on paper it stands whole, filtered and sorted as the reader has it. A grid
// draws its rows only after the paper is made, so a plain table takes its place.
(function () {
  'use strict';
  let made = [];

  function cell(kind, text, numeric) {
    const made = document.createElement(kind);
    made.textContent = text === null || text === undefined ? '' : String(text);
    if (numeric) made.className = 'num';
    return made;
  }

  function tableOf(api) {
    const shown = api.getAllDisplayedColumns().filter(function (column) {
      return column.getColDef().headerClass !== 'screen-only';
    });
    const numeric = shown.map(function (column) { return column.getColDef().type === 'rightAligned'; });
    const table = document.createElement('table');
    table.className = 'data-table print-only';
    const head = table.createTHead().insertRow();
    const whole = shown.reduce(function (sum, column) { return sum + column.getActualWidth(); }, 0);
    shown.forEach(function (column, at) {
      const heading = head.appendChild(cell('th', column.getColDef().headerName, numeric[at]));
      heading.scope = 'col';
      heading.style.width = (100 * column.getActualWidth() / whole).toFixed(1) + '%';
    });
    const body = table.createTBody();
    api.forEachNodeAfterFilterAndSort(function (node) {
      const row = body.insertRow();
      shown.forEach(function (column, at) {
        const value = api.getCellValue({ rowNode: node, colKey: column, useFormatter: true });
        // A small drawing has its numbers in the columns beside it.
        row.appendChild(cell('td', Array.isArray(value) ? '' : value, numeric[at]));
      });
    });
    return table;
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { printing: { tableOf: tableOf } });

  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('.grid-frame').forEach(function (frame) {
      const holder = frame.querySelector('.grid');
      const api = holder && holder.id && window.dash_ag_grid && window.dash_ag_grid.getApi(holder.id);
      if (!api || !api.getGridOption('pagination') || api.paginationGetTotalPages() < 2) return;
      const table = tableOf(api);
      frame.after(table);
      frame.classList.add('screen-only');
      made.push([frame, table]);
    });
  });

  window.addEventListener('afterprint', function () {
    made.forEach(function (pair) { pair[0].classList.remove('screen-only'); pair[1].remove(); });
    made = [];
  });
})();
