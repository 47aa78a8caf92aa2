// Sorting of short tables by their header buttons. Rows are moved, not drawn anew; the first order is the alphabet.
(function () {
  'use strict';
  const collator = new Intl.Collator('ru', { numeric: true });

  function key(row, column) {
    const cell = row.cells[column];
    const given = cell.getAttribute('data-sort');
    const text = given === null ? cell.textContent.trim() : given;
    const bare = text.replace(/[\s\u00a0]/g, '').replace('−', '-').replace(',', '.');
    return bare !== '' && !isNaN(bare) ? Number(bare) : text;
  }

  function compare(a, b) {
    return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  }

  document.addEventListener('click', function (event) {
    const button = event.target.closest && event.target.closest('table.sortable .sort-button');
    if (!button) return;
    const head = button.closest('th');
    const table = button.closest('table');
    const body = table.tBodies[0];
    const column = head.cellIndex;
    // Words start with the alphabet, numbers with the largest.
    const numeric = head.classList.contains('num');
    const now = head.getAttribute('aria-sort');
    const next = now ? (now === 'ascending' ? 'descending' : 'ascending') : numeric ? 'descending' : 'ascending';
    const sign = next === 'ascending' ? 1 : -1;
    const rows = Array.from(body.rows);
    rows.sort(function (a, b) { return sign * compare(key(a, column), key(b, column)); });
    rows.forEach(function (row) { body.appendChild(row); });
    table.querySelectorAll('th[aria-sort]').forEach(function (other) { other.removeAttribute('aria-sort'); });
    head.setAttribute('aria-sort', next);
  });
})();
