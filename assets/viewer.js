/* The switch of viewers in demo mode: tells the server and loads the page anew, for everything on it may differ. */
(function () {
  'use strict';

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.traektoria = Object.assign(window.dash_clientside.traektoria || {}, {
    // `present` is the viewer that the page came with.
    chooseViewer: function (value, present) {
      if (!value || value === present) return;
      fetch('/demo/viewer', { method: 'POST', body: new URLSearchParams({ viewer: value }), credentials: 'same-origin' })
        .finally(function () { window.location.reload(); });
    },
  });
})();
