// The session on an open page: says when it has ended, and keeps Back from showing the pages of whoever has left.
(function () {
  'use strict';

  const ENDED = 401;
  const ask = window.fetch;

  window.fetch = function () {
    return ask.apply(this, arguments).then(function (response) {
      if (response.status === ENDED) say();
      else if (response.ok) unsay();
      return response;
    });
  };

  // What was typed stays on the page: the reader signs in beside it and goes on.
  function say() {
    if (document.getElementById('session-over')) return;
    const here = window.location.pathname + window.location.search;
    const banner = document.createElement('div');
    banner.id = 'session-over';
    banner.setAttribute('role', 'alert');
    const link = document.createElement('a');
    link.href = '/sign-in?next=' + encodeURIComponent(here);
    link.textContent = 'Войти снова';
    banner.append('Сеанс закончился. ', link, '. Чтобы не потерять набранное, откройте вход в новой вкладке.');
    document.body.prepend(banner);
  }

  function unsay() {
    const banner = document.getElementById('session-over');
    if (banner) banner.remove();
  }

  // Browsers keep whole pages for Back and ask nobody; on pages of an account the server is asked.
  window.addEventListener('pageshow', function (event) {
    if (!event.persisted || !document.querySelector('form[action="/sign-out"]')) return;
    document.documentElement.hidden = true;
    window.location.reload();
  });
})();
