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

  // The keyboard's place is kept for the document that comes, see focus.js.
  window.traektoriaLoad = function (address) {
    const active = document.activeElement;
    if (active && active.id) window.sessionStorage.setItem('traektoria-focus', active.id);
    window.location.assign(address);
  };

  // A link to the page itself with another year or day: loaded by the browser, before Dash sees the click.
  document.addEventListener('click', function (event) {
    const anchor = event.target.closest && event.target.closest('a[href]');
    if (!anchor || anchor.origin !== window.location.origin) return;
    if (anchor.pathname === window.location.pathname && anchor.search !== window.location.search) event.stopPropagation();
  }, true);

  // The link past the header moves the keyboard too, and leaves the address alone.
  document.addEventListener('click', function (event) {
    const anchor = event.target.closest && event.target.closest('a.skip-link');
    if (!anchor) return;
    event.preventDefault();
    const main = document.getElementById('main');
    if (main) main.focus();
  });
})();
