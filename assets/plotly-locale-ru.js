// Russian for plotly: it takes locales that stand in this list before it loads.
(function () {
  'use strict';
  const months = ['Январь', 'Февраль', 'Март', 'Апрель', 'Май', 'Июнь', 'Июль', 'Август', 'Сентябрь', 'Октябрь', 'Ноябрь', 'Декабрь'];
  const locale = {
    moduleType: 'locale',
    name: 'ru',
    dictionary: {
      'Autoscale': 'Подобрать масштаб',
      'Click to enter Plot title': 'Введите заголовок',
      'Double-click to zoom back out': 'Двойной щелчок вернёт исходный вид',
      'Double-click on legend to isolate one trace': 'Двойной щелчок в легенде оставит один ряд',
      'Download plot': 'Сохранить рисунок',
      'Download plot as a png': 'Сохранить рисунок (PNG)',
      'Pan': 'Двигать',
      'Reset axes': 'Исходный вид',
      'Zoom': 'Масштаб',
      'Zoom in': 'Крупнее',
      'Zoom out': 'Мельче'
    },
    format: {
      days: ['воскресенье', 'понедельник', 'вторник', 'среда', 'четверг', 'пятница', 'суббота'],
      shortDays: ['вс', 'пн', 'вт', 'ср', 'чт', 'пт', 'сб'],
      months: months,
      shortMonths: ['янв', 'фев', 'мар', 'апр', 'май', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'],
      date: '%d.%m.%Y',
      decimal: ',',
      thousands: '\u00a0'
    }
  };
  if (typeof window.Plotly === 'undefined') {
    window.PlotlyLocales = window.PlotlyLocales || [];
    window.PlotlyLocales.push(locale);
  } else {
    window.Plotly.register(locale);
  }
})();
