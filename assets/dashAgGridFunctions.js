// Russian wording of grids and the drawing of their cells. AG Grid asks for each text by its key.
(function () {
  'use strict';
  const texts = {
    noRowsToShow: 'Нет строк, которые подходят',
    loadingOoo: 'Загрузка…',
    page: 'Страница', to: '–', of: 'из', more: 'ещё',
    next: 'Следующая', last: 'Последняя', first: 'Первая', previous: 'Предыдущая',
    nextPage: 'Следующая страница', lastPage: 'Последняя страница',
    firstPage: 'Первая страница', previousPage: 'Предыдущая страница',
    pageSizeSelectorLabel: 'Строк на странице:',
    footerTotal: 'Всего',
    contains: 'Содержит', notContains: 'Не содержит', equals: 'Равно', notEqual: 'Не равно',
    startsWith: 'Начинается с', endsWith: 'Заканчивается на', blank: 'Пусто', notBlank: 'Не пусто',
    lessThan: 'Меньше', greaterThan: 'Больше', lessThanOrEqual: 'Не больше', greaterThanOrEqual: 'Не меньше',
    inRange: 'Между', filterOoo: 'Найти…', applyFilter: 'Применить', resetFilter: 'Сбросить', clearFilter: 'Очистить',
    sortAscending: 'По возрастанию', sortDescending: 'По убыванию', sortUnSort: 'Без порядка',
    pinColumn: 'Закрепить столбец', autosizeThisColumn: 'Подобрать ширину', resetColumns: 'Вернуть столбцы',
    copy: 'Копировать', ctrlC: 'Ctrl+C', export: 'Выгрузить',
    ariaSortableColumn: 'Нажмите Enter, чтобы упорядочить',
    ariaFilterMenuOpen: 'Открыть отбор', ariaFilterInput: 'Поле отбора', ariaFilterValue: 'Значение отбора',
    ariaColumn: 'Столбец', ariaHidden: 'скрыто', ariaVisible: 'показано', ariaSearch: 'Поиск',
    ariaRowSelect: 'Пробел выбирает строку', ariaLabelColumnMenu: 'Меню столбца', ariaLabelCellEditor: 'Правка ячейки',
    ariaPageSizeSelectorLabel: 'Строк на странице', ariaLabelTooltip: 'Подсказка', ariaLabelLoading: 'Загрузка'
  };
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});

  functions.traektoriaLocale = function (params) {
    const own = texts[params.key];
    return own === undefined ? params.defaultValue : own;
  };

  const number = new Intl.NumberFormat('ru-RU', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  functions.oneDigit = function (value) {
    return value === null || value === undefined ? '–' : number.format(value).replace('-', '−');
  };
  // «09.2022–06.2024», «с 09.2022»: months are enough in a table.
  functions.term = function (start, row) {
    const month = function (date) { return date.slice(5, 7) + '.' + date.slice(0, 4); };
    if (!start) return '–';
    return row.ended ? month(start) + '–' + month(row.ended) : 'с ' + month(start);
  };
  // «30.06.2020» of «2020-06-30».
  functions.day = function (value) { return value ? value.split('-').reverse().join('.') : '–'; };
  functions.orDash = function (value) { return value === null || value === undefined || value === '' ? '–' : value; };
  functions.russianOrder = function (a, b) {
    return new Intl.Collator('ru', { numeric: true }).compare(String(a || ''), String(b || ''));
  };

  const cells = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  const make = function () { return window.React.createElement.apply(null, arguments); };

  cells.TraektoriaLink = function (props) {
    const href = props.data && props.data[props.colDef.field + 'Href'];
    if (!props.value) return make('span', { className: 'quiet' }, '–');
    return href ? make('a', { href: href, 'data-route': '' }, props.value) : make('span', null, props.value);
  };

  cells.TraektoriaStatus = function (props) {
    const shape = (props.data && props.data.shape) || 'none';
    return make('span', { className: 'status status-' + shape }, props.value || '–');
  };

  // The same small line as in layouts/figures/sparkline.py; the values are shorter than the drawing.
  cells.TraektoriaSparkline = function (props) {
    const values = props.value || [];
    const known = values.filter(function (value) { return value !== null; });
    if (known.length < 2) return make('span', { className: 'quiet' }, '–');
    const width = 76, height = 22, edge = 4;
    const low = Math.min.apply(null, known), high = Math.max.apply(null, known);
    const step = (width - 2 * edge) / Math.max(values.length - 1, 1);
    const y = function (value) { return high > low ? height - edge - (value - low) * (height - 2 * edge) / (high - low) : height / 2; };
    let path = '', pen = 'M';
    values.forEach(function (value, index) {
      if (value === null) { pen = 'M'; return; }
      const place = (edge + index * step).toFixed(1) + ' ' + y(value).toFixed(1);
      const alone = pen === 'M' && (index + 1 === values.length || values[index + 1] === null);
      // A year between two gaps is a short stroke: a line of one point would not be seen.
      path += pen + place + (alone ? 'h1.6' : '');
      pen = 'L';
    });
    const last = values[values.length - 1];
    const label = (props.data.trendText || '');
    return make('svg', { width: width, height: height, role: 'img', 'aria-label': label, style: { verticalAlign: 'middle' } },
      make('path', { d: path, fill: 'none', stroke: '#5c6874', strokeWidth: 1.3 }),
      last === null ? null : make('circle', { cx: edge + (values.length - 1) * step, cy: y(last), r: 2.6, fill: '#b5412b' }));
  };
})();
