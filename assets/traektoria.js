// Clientside functions that callbacks name. What only changes the picture never asks the server.
(function () {
  'use strict';
  // The keys that every page understands; the others belong to the page they were set on.
  const LASTING = ['year', 'method', 'version'];
  const none = function () { return window.dash_clientside.no_update; };

  function query() { return new URLSearchParams(window.location.search); }

  function search(params) {
    const text = params.toString();
    return text ? '?' + text : '';
  }

  function lasting() {
    const kept = new URLSearchParams();
    query().forEach(function (value, name) { if (LASTING.includes(name)) kept.set(name, value); });
    return search(kept);
  }

  // Written without an event: the page stays, a copied link and Back bring the same view. A page that has just come
  // when the reader has gone on already (Back, twice in a row) must not write into the address of the other one.
  function remember(changes) {
    const main = document.getElementById('main');
    if (!main || main.getAttribute('data-path') !== window.location.pathname) return;
    const params = query();
    Object.keys(changes).forEach(function (name) {
      if (changes[name] === null) params.delete(name); else params.set(name, changes[name]);
    });
    const next = window.location.pathname + search(params) + window.location.hash;
    if (next !== window.location.pathname + window.location.search + window.location.hash) {
      window.history.replaceState(window.history.state, '', next);
    }
  }

  // `present` is what the page came with: a select that has just been put on the page chooses nothing. The same page
  // for another year is loaded as a document: a second, where Dash 4.4 takes up to fifteen to put a large page into the
  // place of itself (each new component is told to all the others; docs/decisions.md).
  function choose(name, value, present) {
    if (!value || value === present) return none();
    const params = query();
    params.set(name, value);
    window.traektoriaLoad(window.location.pathname + search(params));
    return none();
  }

  function plotIn(id) {
    const holder = document.getElementById(id);
    return holder && (holder.classList.contains('js-plotly-plot') ? holder : holder.querySelector('.js-plotly-plot'));
  }

  // The controls of a page stand before its charts are drawn: what is chosen meanwhile is shown as soon as they are.
  function onceDrawn(id, act) {
    const main = document.getElementById('main');
    const path = main && main.getAttribute('data-path');
    const until = Date.now() + 60000;
    (function look() {
      const plot = plotIn(id), here = document.getElementById('main');
      if (plot && plot.data && window.Plotly) act(plot);
      else if (here && here.getAttribute('data-path') === path && Date.now() < until) window.setTimeout(look, 50);
    })();
  }

  function traces(plot, test) {
    const found = [];
    plot.data.forEach(function (trace, index) { if (trace.meta && test(trace.meta)) found.push(index); });
    return found;
  }

  function seriesKey(text) {
    const parts = /^([^-]+)-(.+)-(\d+)$/.exec(text || '');
    return parts ? { procedure: parts[1], subject: parts[2], grade: parts[3] } : null;
  }

  // The heading speaks of the assessment in the focus; all of them came with the page.
  function nameSeries(plot, value) {
    plot.closest('section').querySelectorAll('[data-series]').forEach(function (text) {
      text.hidden = text.getAttribute('data-series') !== value;
    });
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    traektoria: {
      mapClick: function (clickData) {
        const point = clickData && clickData.points && clickData.points[0];
        const given = point && (Array.isArray(point.customdata) ? point.customdata[0] : point.customdata);
        const parts = /^(district|school):([\w-]+)$/.exec(given || '');
        return parts ? '/' + parts[1] + '/' + parts[2] + lasting() : none();
      },

      // Until the server answers there is nothing to say: its silence shows as the words beneath.
      clearMessage: function (saves, ends) {
        if (!saves && !ends) return none();
        const form = document.querySelector('.record-page');
        if (form) form.classList.add('sent');
        return '';
      },

      chooseYear: function (value, present) { return choose('year', value, present); },

      chooseMethod: function (value, present) { return choose('method', value, present); },

      // While the year is typed the field has days of the years 2, 20 and 202.
      chooseDay: function (value, present) {
        return /^20\d\d-/.test(value || '') ? choose('on', value, present) : none();
      },

      // Compared with `present`, not with the address, which may be the next page's already.
      chooseDistrict: function (code, present) {
        return code && code !== present ? '/district/' + code + lasting() : none();
      },

      paintLayer: function (layer, store) {
        const paint = store && store[layer];
        if (!paint) return [none(), none()];
        onceDrawn('city-map', function (plot) {
          const fills = traces(plot, function (meta) { return meta.district !== undefined; });
          const of = function (values) { return fills.map(function (i) { return values[plot.data[i].meta.district]; }); };
          const names = traces(plot, function (meta) { return Array.isArray(meta.labels); });
          const labels = names.map(function (i) {
            return plot.data[i].meta.labels.map(function (district) { return paint.labels[district]; });
          });
          window.Plotly.restyle(plot, { fillcolor: of(paint.colours), text: of(paint.hover) }, fills);
          window.Plotly.restyle(plot, { text: labels }, names);
          plot.layout.meta.layer = layer;
        });
        const first = Object.keys(store)[0];
        remember({ layer: layer === first ? null : layer });
        return [paint.legend, paint.note];
      },

      toggleLinks: function (on) {
        onceDrawn('city-map', function (plot) {
          const links = traces(plot, function (meta) { return meta.role === 'links'; });
          if (links.some(function (i) { return (plot.data[i].visible !== false) !== on; })) {
            window.Plotly.restyle(plot, { visible: on }, links);
          }
        });
        remember({ links: on ? null : '0' });
        return none();
      },

      // Traces of one assessment carry its key; in the focus it is drawn with its interval, its kin thin beside it.
      pickSeries: function (value) {
        const key = seriesKey(value);
        if (!key) return none();
        onceDrawn('school-trend', function (plot) {
          const chosen = plot.data.find(function (trace) { return trace.meta && trace.meta.focus === value; });
          const group = chosen && chosen.meta.group;
          const visible = plot.data.map(function (trace) {
            const meta = trace.meta || {};
            if (meta.focus) return meta.focus === value;
            if (meta.kin) return meta.kin !== value && meta.group === group;
            return true;
          });
          window.Plotly.restyle(plot, { visible: visible });
          nameSeries(plot, value);
        });
        remember(key);
        return none();
      },

      // One choice for the trend and the funnel of the same assessment.
      pickTrend: function (value) {
        const key = seriesKey(value);
        if (!key) return none();
        ['district-trend', 'district-funnel'].forEach(function (id) {
          onceDrawn(id, function (plot) {
            window.Plotly.restyle(plot, { visible: plot.data.map(function (trace) { return !trace.meta || trace.meta.focus === value; }) });
            nameSeries(plot, value);
            window.dash_clientside.pointTables.fillOpen(document);
          });
        });
        remember(key);
        return none();
      },

      // The numbers beside the sliders and the address: the server answers with the list itself.
      simulatorValues: function (share, procedures, minimum, published) {
        if (!published || share === undefined || share === null) return [none(), none(), none()];
        const values = { share: share, procedures: procedures, minimum: minimum };
        const changes = {};
        Object.keys(values).forEach(function (name) {
          changes[name] = Number(values[name]) === published[name] ? null : String(values[name]);
        });
        remember(changes);
        return Object.values(values).map(function (value) { return String(value).replace('.', ','); });
      },

      simulatorReset: function (clicks, published) {
        return clicks && published ? [published.share, published.procedures, published.minimum] : [none(), none(), none()];
      },

      // `id` of the switch says which page it stands on; the style sheet hides the rows, on paper too.
      onlyClear: function (on, id) {
        const holder = document.getElementById(id);
        const page = holder && holder.closest('.has-clear');
        if (page) {
          page.classList.toggle('only-clear', Boolean(on));
          remember({ clear: on ? '1' : null });
        }
        return none();
      },

      filterRows: function (text, options) {
        return Object.assign({}, options, { quickFilterText: text || '' });
      }
    }
  });
})();
