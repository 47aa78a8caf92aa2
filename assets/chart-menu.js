// «Скачать» under a chart: its picture at a chosen size, its table. The entries are made when the menu is opened.
(function () {
  'use strict';
  const SIZES = { slide: 'слайд 16:9', half: 'половина слайда', column: 'колонка A4' };
  const LONGEST = 60;
  // As layouts/texts/pictures.py names the workbooks of tables.
  const LONGEST_TABLE = 80;
  const NO_CLIPBOARD = 'Браузер не разрешает копировать картинки с этой страницы: сохраните PNG.';
  const REFUSED = 'Браузер не дал скопировать картинку: сохраните PNG.';
  const FAILED = 'Файл не получился. Обновите страницу и повторите.';

  function element(kind, attributes, content) {
    const made = document.createElement(kind);
    Object.keys(attributes).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    made.append.apply(made, [].concat(content || []));
    return made;
  }

  // Letters, digits and signs that any file system takes.
  function named(title, extension, longest) {
    const most = longest || LONGEST, whole = title.replace(/[^\p{L}\p{N}-]+/gu, '_').replace(/^_+|_+$/g, '');
    // Cut between words.
    const plain = whole.length > most ? whole.slice(0, most + 1).replace(/_[^_]*$/, '').slice(0, most) : whole;
    return (plain || 'Диаграмма') + '.' + extension;
  }

  function save(blob, name) {
    const address = URL.createObjectURL(blob);
    element('a', { href: address, download: name }).click();
    // The browser reads the file after the click has been answered.
    window.setTimeout(function () { URL.revokeObjectURL(address); }, 60000);
  }

  const deeds = {
    png: function (frame, size) {
      return window.dash_clientside.chartPicture.png(frame, size).then(function (made) {
        const name = named(made.title, 'png');
        save(made.blob, name);
        return 'Сохранено: ' + name;
      });
    },
    svg: function (frame, size) {
      return window.dash_clientside.chartPicture.svg(frame, size).then(function (made) {
        const name = named(made.title, 'svg');
        save(new Blob([made.text], { type: 'image/svg+xml' }), name);
        return 'Сохранено: ' + name;
      });
    },
    copy: function (frame, size) {
      if (!navigator.clipboard || !navigator.clipboard.write || !window.ClipboardItem) return Promise.resolve(NO_CLIPBOARD);
      const made = window.dash_clientside.chartPicture.png(frame, size);
      // The picture is promised, not awaited: the browser lets a page write only in answer to a click.
      const item = new window.ClipboardItem({ 'image/png': made.then(function (got) { return got.blob; }) });
      return navigator.clipboard.write([item]).then(
        function () { return 'Картинка скопирована.'; },
        function () { return made.then(function () { return REFUSED; }); }
      );
    },
    csv: function (frame) {
      const made = window.dash_clientside.chartTable.csv(frame);
      const name = named(made.title, 'csv', LONGEST_TABLE);
      save(new Blob([made.text], { type: 'text/csv;charset=utf-8' }), name);
      return 'Сохранено: ' + name;
    },
    xlsx: function (frame) {
      return window.dash_clientside.chartTable.xlsx(frame).then(function (made) {
        const name = made.name || named(made.title, 'xlsx', LONGEST_TABLE);
        save(made.blob, name);
        return 'Сохранено: ' + name;
      });
    }
  };

  function button(deed, text) {
    return element('button', { type: 'button', class: 'plain-button', 'data-deed': deed }, text);
  }

  // A table of a briefing is asked for by its address; that of another chart is taken from the page.
  function tables(menu, frame) {
    const address = menu.getAttribute('data-table');
    if (address) {
      return ['xlsx', 'csv'].map(function (form) {
        return element('a', { href: address.replace('.xlsx?', '.' + form + '?'), download: '' }, form.toUpperCase());
      });
    }
    return window.dash_clientside.chartTable.has(frame) ? [button('xlsx', 'XLSX'), button('csv', 'CSV')] : [];
  }

  function fill(menu) {
    const frame = menu.closest('.chart-frame');
    const options = Object.keys(SIZES).map(function (size) { return element('option', { value: size }, SIZES[size]); });
    const found = tables(menu, frame);
    const parts = [
      element('label', {}, ['Размер ', element('select', { class: 'form-select form-select-sm' }, options)]),
      element('span', { class: 'chart-deeds', role: 'group', 'aria-label': 'Картинка' }, [
        button('png', 'PNG'), button('svg', 'SVG'), button('copy', 'Копировать')
      ])
    ];
    if (found.length) {
      parts.push(element('span', { class: 'chart-deeds', role: 'group', 'aria-label': 'Таблица' }, ['Таблица:'].concat(found)));
    }
    parts.push(element('span', { class: 'chart-said', role: 'status' }));
    menu.append(element('div', { class: 'chart-tools' }, parts));
  }

  document.addEventListener('toggle', function (event) {
    const menu = event.target;
    if (menu.matches && menu.matches('.chart-menu') && menu.open && !menu.querySelector('.chart-tools')) fill(menu);
  }, true);

  document.addEventListener('click', function (event) {
    const pressed = event.target.closest && event.target.closest('.chart-tools button[data-deed]');
    if (!pressed) return;
    const tools = pressed.closest('.chart-tools'), told = tools.querySelector('.chart-said');
    const all = tools.querySelectorAll('button');
    told.textContent = '';
    all.forEach(function (each) { each.setAttribute('aria-disabled', 'true'); });
    if (tools.dataset.busy) return;
    tools.dataset.busy = 'yes';
    Promise.resolve().then(function () {
      return deeds[pressed.getAttribute('data-deed')](tools.closest('.chart-frame'), tools.querySelector('select').value);
    }).then(
      function (text) { told.textContent = text; },
      function (error) {
        told.textContent = error.told || FAILED;
        if (!error.told) window.console.error(error);
      }
    ).finally(function () {
      delete tools.dataset.busy;
      all.forEach(function (each) { each.removeAttribute('aria-disabled'); });
    });
  });

  document.addEventListener('keydown', function (event) {
    const menu = event.key === 'Escape' && event.target.closest && event.target.closest('.chart-menu[open]');
    if (!menu) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
})();
