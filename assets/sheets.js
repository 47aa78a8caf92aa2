// Records as files: the filled-in file is checked first, then written; what the server says is shown and read aloud.
(function () {
  'use strict';

  function element(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  function button(text, className) {
    const made = element('button', text);
    made.type = 'button';
    made.className = className;
    return made;
  }

  function tell(place, parts, refused) {
    place.classList.toggle('refused', refused);
    place.replaceChildren.apply(place, parts);
  }

  function findings(told) {
    const list = document.createElement('ul');
    (told.findings || []).forEach(function (item) {
      list.append(element('li', item.place + ': ' + item.message + '.' + (item.mend ? ' ' + item.mend + '.' : '')));
    });
    return [element('p', told.message), list].concat(told.rest ? [element('p', told.rest)] : []);
  }

  function post(of, file, dry) {
    const body = new FormData();
    body.append('file', file);
    if (dry) body.append('dry', '1');
    return fetch('/sheets/' + of.kind, { method: 'POST', body: body, credentials: 'same-origin', headers: { Accept: 'application/json' } }).then(function (response) {
      return response.text().then(function (text) {
        // A server in trouble answers with a sentence.
        let told = { message: text };
        try { told = JSON.parse(text); } catch (error) { if (response.ok) throw error; }
        return { ok: response.ok, told: told };
      });
    });
  }

  // The browser's own field for files comes from here: Dash has none that leaves the file to the browser.
  function form(place) {
    if (place.childElementCount) return;
    const of = place.dataset;
    const label = element('label', of.label);
    const input = document.createElement('input');
    const hint = element('div', of.hint);
    const check = button(of.check, 'btn btn-secondary btn-sm');
    const told = document.createElement('div');
    label.className = 'field-label';
    label.htmlFor = input.id = 'sheet-file';
    input.type = 'file';
    input.accept = '.xlsx,.csv';
    hint.className = 'field-hint';
    hint.id = 'sheet-file-hint';
    input.setAttribute('aria-describedby', hint.id);
    told.className = 'sheet-told';
    told.tabIndex = -1;
    told.setAttribute('role', 'status');
    place.append(label, input, hint, check, told);

    function send(file, dry) {
      check.disabled = true;
      tell(told, [element('p', dry ? of.sending : of.writing)], false);
      post(of, file, dry).then(function (answer) {
        const parts = findings(answer.told);
        if (answer.ok && dry && answer.told.confirm) {
          const confirm = button(answer.told.confirm, 'btn btn-primary btn-sm');
          confirm.addEventListener('click', function () { confirm.disabled = true; send(file, false); });
          parts.push(confirm);
        }
        if (answer.ok && !dry) {
          const show = button(of.show, 'plain-button');
          show.addEventListener('click', function () { window.location.reload(); });
          parts.push(show);
        }
        tell(told, parts, !answer.ok);
      }).catch(function () {
        tell(told, [element('p', of.silent)], true);
      }).finally(function () {
        check.disabled = false;
        told.focus();
      });
    }

    // A file that was changed on the disk since it was chosen cannot be read again: it is chosen anew.
    input.addEventListener('change', function () { tell(told, [], false); });
    check.addEventListener('click', function () {
      const file = input.files && input.files[0];
      if (file) send(file, true); else input.focus();
    });
  }

  let asked = false;
  new MutationObserver(function () {
    if (asked) return;
    asked = true;
    window.requestAnimationFrame(function () {
      asked = false;
      document.querySelectorAll('.sheet-form').forEach(form);
    });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
