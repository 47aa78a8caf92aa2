// A page that Dash replaces takes the keyboard's place with it. A control that stands on the new page too gets the
// focus back; after a link the focus goes to the main part, so that the next Tab is on the new page and not before it.
(function () {
  'use strict';

  let last = null;
  let path = window.location.pathname;

  document.addEventListener('focusin', function (event) { last = event.target.id || null; });

  // A choice in the header loads the page as a document: its control gets the focus back.
  function restoreLoaded() {
    const id = window.sessionStorage.getItem('traektoria-focus');
    window.sessionStorage.removeItem('traektoria-focus');
    const target = id && document.getElementById(id);
    if (target) target.focus({ preventScroll: true });
  }

  function restore() {
    const moved = path !== window.location.pathname;
    path = window.location.pathname;
    if (document.activeElement && document.activeElement !== document.body) return;
    const again = !moved && last ? document.getElementById(last) : null;
    const target = again || (moved ? document.getElementById('main') : null);
    if (target) target.focus({ preventScroll: true });
  }

  function watch() {
    const content = document.getElementById('_pages_content');
    if (!content) return false;
    let filled = content.childElementCount > 0;
    if (filled) restoreLoaded();
    new MutationObserver(function () {
      // The first page is where the reader came to, not where he went.
      if (content.childElementCount > 0) { if (filled) restore(); else restoreLoaded(); }
      filled = filled || content.childElementCount > 0;
    }).observe(content, { childList: true });
    return true;
  }

  const waiting = new MutationObserver(function () { if (watch()) waiting.disconnect(); });
  if (!watch()) waiting.observe(document.body || document.documentElement, { childList: true, subtree: true });
})();
