// Internal links outside Dash components (cells of grids): Dash follows them as it follows its own.
(function () {
  'use strict';

  function follow(href) {
    window.history.pushState({}, '', href);
    window.dispatchEvent(new CustomEvent('_dashprivate_pushstate'));
    window.scrollTo(0, 0);
  }

  document.addEventListener('click', function (event) {
    const anchor = event.target.closest && event.target.closest('a[data-route]');
    if (!anchor || event.defaultPrevented || event.button !== 0) return;
    // A new tab, a new window, a download: the browser knows better.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    follow(anchor.getAttribute('href'));
  });

  // The link past the header moves the keyboard too, and leaves the address alone.
  document.addEventListener('click', function (event) {
    const anchor = event.target.closest && event.target.closest('a.skip-link');
    if (!anchor) return;
    event.preventDefault();
    const main = document.getElementById('main');
    if (main) main.focus();
  });
})();
