// The table beside a chart as the page shows it: as csv (UTF-8 with a byte order mark, parted by semicolons), made here,
// or as a workbook, which the server makes of the same rows.
(function () {
  'use strict';
  const ADDRESS = '/table/page.xlsx';
  // How a text begins that a table editor would take for a formula (as in data_access/sheets/columns.py). A minus of
  // our numbers is another sign.
  const DANGEROUS = /^'*[=+\-@\t\r]/;
  const BLOCKS = 'div, p, li, br, ul';
  const MARKS = ['Школа', 'На карте'];
  const SILENT = 'Ответа от сервера нет. Проверьте связь и повторите.';
  const FAILED = 'Таблица не получилась. Обновите страницу и повторите.';

  // No-break spaces stay: they are part of how numbers look. A hyphen that only a narrow column would show does not.
  function joined(text) { return text.replace(/\u00ad/g, '').replace(/[ \n\t\r]+/g, ' ').trim(); }

  // What stands in lines under each other is parted, as nothing else would part it in a cell.
  function text(node) {
    if (!node.querySelector(BLOCKS)) return joined(node.textContent);
    const lines = [''];
    (function walk(inner) {
      inner.childNodes.forEach(function (child) {
        const block = child.nodeType === Node.ELEMENT_NODE && child.matches(BLOCKS);
        if (block) lines.push('');
        if (child.nodeType === Node.TEXT_NODE) lines[lines.length - 1] += child.textContent; else walk(child);
        if (block) lines.push('');
      });
    })(node);
    return lines.map(joined).filter(Boolean).join('; ');
  }

  // Every row as wide as the table: what spans several places is said in the first of them, a heading in all.
  function squared(table) {
    const rows = Array.from(table.rows), places = rows.map(function () { return []; });
    rows.forEach(function (row, y) {
      let x = 0;
      Array.from(row.cells).forEach(function (cell) {
        while (places[y][x] !== undefined) x += 1;
        const said = text(cell), everywhere = row.parentElement === table.tHead;
        for (let down = 0; down < cell.rowSpan && places[y + down]; down += 1) {
          for (let on = 0; on < cell.colSpan; on += 1) places[y + down][x + on] = everywhere || !(down || on) ? said : '';
        }
      });
    });
    const width = Math.max.apply(null, places.map(function (row) { return row.length; }));
    const part = function (of) {
      return places.filter(function (_, y) { return of(rows[y].parentElement); }).map(function (row) {
        return Array.from({ length: width }, function (_, x) { return row[x] || ''; });
      });
    };
    const heads = part(function (holder) { return holder === table.tHead; });
    return {
      head: Array.from({ length: width }, function (_, x) {
        const names = heads.map(function (row) { return row[x]; });
        return names.filter(function (name, y) { return name && names.indexOf(name) === y; }).join(': ');
      }),
      rows: part(function (holder) { return holder !== table.tHead && holder !== table.tFoot; }),
      foot: part(function (holder) { return holder === table.tFoot; })
    };
  }

  function gridOf(holder) {
    const api = holder && holder.id && window.dash_ag_grid && window.dash_ag_grid.getApi(holder.id);
    return api && squared(window.dash_clientside.printing.tableOf(api));
  }

  function tableOf(table) {
    if (table.hasAttribute('data-plot')) window.dash_clientside.pointTables.fill(table);
    return squared(table);
  }

  // Schools on a map that has no table beside it: what each point says.
  function marks(frame) {
    const plot = frame.querySelector('.map-graph .js-plotly-plot, .map-graph.js-plotly-plot');
    const shown = plot && plot.data ? plot.data.filter(function (trace) {
      return trace.customdata && trace.visible !== false && Array.isArray(trace.text);
    }) : [];
    const rows = [].concat.apply([], shown.map(function (trace) { return trace.text; })).map(function (said) {
      const lines = said.split('<br>').map(function (line) { return joined(line.replace(/<[^>]*>/g, '')); });
      return [lines[0], lines.slice(1).join('; ')];
    });
    return rows.length ? { head: MARKS, rows: rows, foot: [] } : null;
  }

  function capital(text) { return text.charAt(0).toUpperCase() + text.slice(1); }

  // Where the chart's rows stand: { title, read }, the nearest place first; null where the page shows none.
  function source(frame) {
    const section = frame.closest('section'), twin = section.querySelector('details.twin');
    if (twin) {
      const table = twin.querySelector('table');
      return {
        title: capital(text(twin.querySelector('summary')).replace(/^Таблица: /, '')),
        read: function () { return table ? tableOf(table) : gridOf(twin.querySelector('.grid')); }
      };
    }
    const grid = document.getElementById(frame.querySelector('.chart-menu').getAttribute('data-rows'));
    if (grid) {
      return {
        title: text(grid.closest('section').querySelector('h2, h3')),
        read: function () { return gridOf(grid); }
      };
    }
    const beside = section.querySelector('table.data-table');
    if (beside) {
      return {
        title: text(beside.caption || section.querySelector('h2, h3')),
        read: function () { return tableOf(beside); }
      };
    }
    const points = marks(frame);
    return points && { title: text(section.querySelector('h2, h3')), read: function () { return points; } };
  }

  // Everything that a file of the table says.
  function told(frame) {
    const picture = window.dash_clientside.chartPicture, words = picture.words(frame), from = source(frame);
    const table = from.read();
    if (!table) throw new Error('таблица ещё не построена');
    return { title: from.title, words: words, table: table, below: picture.below(words) };
  }

  function quoted(value) {
    const plain = value.replace(/\s+/g, ' ');
    const safe = DANGEROUS.test(plain) ? "'" + plain : plain;
    return /[";\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }

  function nameOf(made) { return [made.words.place, made.title].filter(Boolean).join(' '); }

  // { text, title } of the chart's table.
  function csv(frame) {
    const made = told(frame), words = made.words, table = made.table;
    const line = function (text) { return [text]; };
    const above = [words.mark, [words.place, made.title].filter(Boolean).join('. '), words.title, words.about];
    const all = above.filter(Boolean).map(line)
      .concat([table.head], table.rows, table.foot, [[]], words.notes.concat(made.below).map(line));
    return { title: nameOf(made), text: '\ufeff' + all.map(function (row) { return row.map(quoted).join(';'); }).join('\r\n') + '\r\n' };
  }

  function refusal(sentence) { return Object.assign(new Error(sentence), { told: sentence }); }

  // What the server says in words; of a page of markup that stands before it, nothing.
  function sentence(answer) {
    return answer.text().then(function (body) {
      let said = body;
      try { said = JSON.parse(body).message; } catch (error) { /* a plain sentence */ }
      return typeof said === 'string' && /^[^<]*[а-яё][^<]*$/i.test(said) ? said : FAILED;
    });
  }

  function fileName(answer) {
    const named = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('Content-Disposition') || '');
    return named ? decodeURIComponent(named[1]) : '';
  }

  // A promise of { blob, name, title }; what fails says why in `told`.
  function xlsx(frame) {
    const made = told(frame), words = made.words, page = new URL(words.address);
    const body = Object.assign({
      title: made.title, place: words.place, finding: words.title, about: words.about, notes: words.notes,
      sources: words.sources.concat(words.publication).filter(Boolean), synthetic: Boolean(words.mark),
      page: page.pathname + page.search
    }, made.table);
    return window.fetch(ADDRESS, {
      method: 'POST', credentials: 'same-origin', body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' }
    }).then(function (answer) {
      if (!answer.ok) return sentence(answer).then(function (said) { throw refusal(said); });
      return answer.blob().then(function (blob) { return { blob: blob, name: fileName(answer), title: nameOf(made) }; });
    }, function () { throw refusal(SILENT); });
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    chartTable: { has: function (frame) { return Boolean(source(frame)); }, csv: csv, xlsx: xlsx }
  });
})();
