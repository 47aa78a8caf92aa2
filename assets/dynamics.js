// A cell of the grid level × change lists its schools beneath; pressed again, or Escape, it puts them away. A sentence
// leads to a part of its page.
(function () {
  'use strict';

  function element(name, text, className) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  }

  function row(school, all) {
    const status = all.statuses[school[2]];
    const verdict = all.verdicts[school[4]];
    const item = element('li', '', verdict[1] ? 'unclear' : '');
    const anchor = element('a', school[1]);
    anchor.href = '/school/' + school[0] + all.search;
    anchor.setAttribute('data-route', '');
    item.append(anchor, ' ');
    if (status[0] !== 'none') item.append(element('span', status[1], 'status status-' + status[0]), ' ');
    item.append(element('span', school[3] + ': ' + verdict[0], 'quiet'));
    return item;
  }

  function show(grid, button) {
    const place = grid.querySelector('.cell-schools');
    grid.querySelectorAll('.cell-button').forEach(function (other) {
      other.setAttribute('aria-pressed', String(other === button));
    });
    place.replaceChildren();
    if (!button) return;
    const list = document.createElement('ul');
    const all = JSON.parse(grid.getAttribute('data-schools'));
    all.cells[button.getAttribute('data-cell')].forEach(function (school) { list.append(row(school, all)); });
    place.append(element('p', button.getAttribute('aria-label'), 'cell-title'), list);
  }

  document.addEventListener('click', function (event) {
    const button = event.target.closest && event.target.closest('.cell-button');
    if (!button) return;
    show(button.closest('.level-change'), button.getAttribute('aria-pressed') === 'true' ? null : button);
  });

  document.addEventListener('click', function (event) {
    const anchor = event.target.closest && event.target.closest('a[data-to]');
    const part = anchor && document.querySelector('[data-part="' + anchor.getAttribute('data-to') + '"]');
    if (!part) return;
    event.preventDefault();
    part.setAttribute('tabindex', '-1');
    part.scrollIntoView({ block: 'start' });
    part.focus({ preventScroll: true });
  });

  document.addEventListener('keydown', function (event) {
    const grid = event.key === 'Escape' && event.target.closest && event.target.closest('.level-change');
    if (!grid) return;
    const pressed = grid.querySelector('.cell-button[aria-pressed="true"]');
    show(grid, null);
    if (pressed) pressed.focus();
  });
})();
