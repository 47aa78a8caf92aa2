// Browsers keep whole pages for Back and ask nobody: on a page of an account the server is asked who looks now.
(function () {
  'use strict';

  window.addEventListener('pageshow', function (event) {
    if (!event.persisted || !document.querySelector('form[action="/sign-out"]')) return;
    document.documentElement.hidden = true;
    window.location.reload();
  });
})();
