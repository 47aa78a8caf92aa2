// A page that could not be brought: the reader is told, may ask again, and the page comes by itself once the system
// answers. The system is asked by /readyz, so that waiting readers cost little.
(function () {
  'use strict';
  const SECONDS = 10;
  const SILENT = 'Сервер не отвечает. Страница откроется сама, как только связь восстановится.';
  let waiting = false;

  function ask() {
    window.setTimeout(function () {
      if (!waiting) return;
      fetch('/readyz', { cache: 'no-store' })
        .then(function (response) { return response.json(); })
        .then(function (told) { if (told.parts.database) window.location.reload(); else ask(); })
        .catch(ask);
    }, 1000 * SECONDS);
  }

  function wait() {
    if (waiting) return;
    waiting = true;
    ask();
  }

  function tell(sentence) {
    let place = document.getElementById('server-silent');
    if (!place) {
      place = document.createElement('div');
      place.id = 'server-silent';
      place.className = 'server-silent';
      place.setAttribute('role', 'alert');
      const text = document.createElement('p');
      const retry = document.createElement('button');
      retry.type = 'button';
      retry.className = 'btn btn-primary btn-sm';
      retry.textContent = 'Повторить';
      retry.addEventListener('click', function () { window.location.reload(); });
      place.append(text, retry);
      document.body.prepend(place);
    }
    place.firstChild.textContent = sentence;
    wait();
  }

  function clear() {
    const place = document.getElementById('server-silent');
    if (place) place.remove();
    waiting = Boolean(document.querySelector('[data-retry="auto"]'));
  }

  // Dash leaves the reader in front of the former page when a page does not come.
  const send = window.fetch;
  window.fetch = function (address, options) {
    const answer = send.apply(this, arguments);
    const body = options && options.body;
    if (typeof body !== 'string' || !body.includes('"output":".._pages_content.')) return answer;
    return answer.then(
      function (response) {
        if (response.status < 500) { clear(); return response; }
        response.clone().json().then(
          function (told) { tell(told.message || SILENT); },
          function () { tell(SILENT); }
        );
        return response;
      },
      function (error) {
        // Left for another page: nobody waits for this one.
        if (error.name !== 'AbortError') tell(SILENT);
        throw error;
      }
    );
  };

  new MutationObserver(function () {
    if (document.querySelector('[data-retry="auto"]')) wait();
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
