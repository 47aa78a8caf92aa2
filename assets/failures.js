// Says it when the server refuses or fails: Dash itself leaves the page as it was, without a word.
(function () {
  'use strict';
  const SILENT = 'Ответа от сервера нет. Проверьте связь и повторите.';
  const FAILED = 'Система не смогла ответить. Обновите страницу; если не поможет, сообщите администратору.';
  const ask = window.fetch;

  window.fetch = function (resource, options) {
    const address = new URL(typeof resource === 'string' ? resource : resource.url || String(resource), window.location.href);
    const answer = ask.apply(this, arguments);
    if (address.origin !== window.location.origin || !address.pathname.startsWith('/_dash-')) return answer;
    // Of a page that does not come in a trouble of the server retry.js tells.
    const body = options && options.body;
    const page = typeof body === 'string' && body.includes('"output":".._pages_content.');
    return answer.then(
      function (response) {
        if (response.status >= 400 && !(page && response.status >= 500)) tell(response.clone());
        else if (shown() && shown().dataset.silent) shown().remove();
        return response;
      },
      function (error) {
        // A form that waits says so itself, beside its buttons.
        if (error.name !== 'AbortError' && !page && !document.querySelector('.record-page.sent')) say(SILENT, 0);
        throw error;
      }
    );
  };

  function shown() { return document.getElementById('failure'); }

  function tell(response) {
    const json = (response.headers.get('Content-Type') || '').startsWith('application/json');
    const plain = (response.headers.get('Content-Type') || '').startsWith('text/plain');
    (json ? response.json().then(function (told) { return told.message; }) : plain ? response.text() : Promise.resolve(''))
      .catch(function () { return ''; })
      .then(function (text) { say(text || FAILED, response.status); });
  }

  function way(text, href) {
    const anchor = document.createElement('a');
    anchor.textContent = text;
    anchor.href = href;
    return anchor;
  }

  function say(text, status) {
    const old = shown();
    if (old) old.remove();
    const banner = document.createElement('div');
    const words = document.createElement('p');
    const close = document.createElement('button');
    banner.id = 'failure';
    banner.className = 'failure';
    banner.setAttribute('role', 'alert');
    if (!status) banner.dataset.silent = 'yes';
    words.textContent = text + ' ';
    // In another tab: what has been typed here stays.
    if (status === 401) {
      const enter = way('Войти в новой вкладке', '/sign-in');
      enter.target = '_blank';
      words.append(enter);
    }
    close.type = 'button';
    close.className = 'btn btn-secondary btn-sm';
    close.textContent = 'Закрыть';
    close.addEventListener('click', function () { banner.remove(); });
    banner.append(words, close);
    document.body.append(banner);
  }
})();
