// Maps: zoom by buttons and by Ctrl + wheel (the wheel alone belongs to the page), stacked subplots on narrow screens.
(function () {
  'use strict';
  const NARROW = 640;

  function graphOf(element) {
    const section = element.closest('section');
    return section && section.querySelector('.map-graph .js-plotly-plot');
  }

  function axes(plot) {
    return Object.keys(plot._fullLayout).filter(function (name) { return /^[xy]axis\d*$/.test(name); });
  }

  function zoom(plot, step) {
    const update = {};
    axes(plot).forEach(function (name) {
      const range = plot._fullLayout[name].range;
      const middle = (range[0] + range[1]) / 2;
      const half = (range[1] - range[0]) / 2 * (step === 'in' ? 1 / 1.5 : 1.5);
      update[name + '.range'] = [middle - half, middle + half];
    });
    window.Plotly.relayout(plot, step === 'all' ? frame(plot, plot.dataset.stacked === 'yes') : update);
  }

  document.addEventListener('click', function (event) {
    const button = event.target.closest && event.target.closest('button[data-zoom]');
    const plot = button && graphOf(button);
    if (plot) zoom(plot, button.getAttribute('data-zoom'));
  });

  document.addEventListener('wheel', function (event) {
    if (event.ctrlKey || !event.target.closest || !event.target.closest('.map-graph')) return;
    event.stopPropagation();
  }, { capture: true, passive: true });

  // What each subplot shows at first, in its place. On a narrow screen the inset stands under the map, not beside it.
  function frame(plot, stacked) {
    const home = plot.layout.meta.home;
    const update = {};
    if (!stacked) {
      Object.keys(home).forEach(function (name) {
        update[name + '.domain'] = home[name].domain;
        update[name + '.range'] = home[name].range;
      });
      return update;
    }
    const place = { yaxis: [0.56, 1], yaxis2: [0, 0.55] };
    Object.keys(place).forEach(function (y) {
      const x = y.replace('y', 'x');
      const height = plot.clientHeight * (place[y][1] - place[y][0]);
      const down = home[y].range, across = home[x].range;
      const scale = Math.max((down[1] - down[0]) / height, (across[1] - across[0]) / plot.clientWidth);
      const widen = function (range, pixels) {
        const middle = (range[0] + range[1]) / 2;
        return [middle - pixels * scale / 2, middle + pixels * scale / 2];
      };
      update[x + '.domain'] = [0, 1];
      update[y + '.domain'] = place[y];
      update[x + '.range'] = widen(across, plot.clientWidth);
      update[y + '.range'] = widen(down, height);
    });
    return update;
  }

  function arrange(plot) {
    const layout = plot._fullLayout;
    if (!layout || !layout.xaxis2 || !plot.clientWidth || !window.Plotly) return;
    const narrow = plot.clientWidth < NARROW;
    if ((plot.dataset.stacked === 'yes') === narrow) return;
    plot.dataset.stacked = narrow ? 'yes' : 'no';
    plot.closest('.map-graph').classList.toggle('stacked', narrow);
    window.Plotly.Plots.resize(plot).then(function () { window.Plotly.relayout(plot, frame(plot, narrow)); });
  }

  const sizes = new ResizeObserver(function (entries) {
    entries.forEach(function (entry) {
      const plot = entry.target.querySelector('.js-plotly-plot');
      if (plot && plot._fullLayout) arrange(plot);
    });
  });

  new MutationObserver(function () {
    document.querySelectorAll('.map-graph:not([data-watched])').forEach(function (frame) {
      if (!frame.querySelector('.main-svg')) return;
      frame.setAttribute('data-watched', '');
      sizes.observe(frame);
    });
  }).observe(document.documentElement, { childList: true, subtree: true });

  // Charts are drawn for the screen's width; on paper they are scaled as pictures.
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('.js-plotly-plot .main-svg').forEach(function (svg) {
      if (!svg.getAttribute('viewBox')) {
        svg.setAttribute('viewBox', '0 0 ' + svg.getAttribute('width') + ' ' + svg.getAttribute('height'));
      }
    });
  });
})();
