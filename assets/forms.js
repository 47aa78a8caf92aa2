// Forms of records: names the ties between field, hint and problem; moves the keyboard to what the server says; files.
(function () {
  'use strict';

  // Dash says nothing to the reader when the server is silent, and leaves the buttons as they were while it waited.
  const ask = window.fetch;
  window.fetch = function () {
    return ask.apply(this, arguments).then(
      function (response) { if (response.status >= 500) silent(); return response; },
      function (error) { silent(); throw error; }
    );
  };

  function silent() {
    const waiting = document.getElementById('record-waiting');
    if (!waiting || !waiting.closest('.sent')) return;
    const set = window.dash_clientside.set_props;
    set('record-waiting', { children: waiting.dataset.silent });
    ['record-save', 'record-end'].forEach(function (id) { set(id, { disabled: false }); });
  }

  let counted = 0;

  function named(element) {
    if (element && !element.id) { counted += 1; element.id = 'field-part-' + counted; }
    return element ? element.id : '';
  }

  function set(element, name, value) {
    if (value === null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }

  function tie(field) {
    const hint = field.querySelector('.field-hint');
    const problem = field.querySelector('.field-problem');
    const wrong = field.classList.contains('field-wrong');
    const told = [named(hint), wrong ? named(problem) : ''].filter(Boolean).join(' ');
    field.querySelectorAll('input, select, textarea').forEach(function (control) {
      set(control, 'aria-describedby', told || null);
      set(control, 'aria-invalid', wrong ? 'true' : null);
    });
  }

  // A group of boxes has no one control to be named by its label.
  function group(field) {
    const list = field.querySelector('.form-check') && field.querySelector('[id^="{"]:not(input)');
    const label = field.querySelector('.field-label');
    if (!list || !label) return;
    set(list, 'role', 'group');
    set(list, 'aria-labelledby', named(label));
  }

  function fileForm(place) {
    if (place.childElementCount) return;
    const of = place.dataset;
    const id = 'record-file';
    place.innerHTML = '<label class="field-label"></label><input type="file"><button type="button" class="btn btn-secondary btn-sm"></button>'
      + '<div class="field-hint"></div><div class="form-message" role="alert" tabindex="-1"></div>';
    const [label, input, button, hint, message] = place.children;
    label.htmlFor = id; label.textContent = of.label;
    input.id = id; hint.textContent = of.hint; button.textContent = of.send;
    hint.id = id + '-hint'; input.setAttribute('aria-describedby', hint.id);
    button.addEventListener('click', function () {
      const file = input.files && input.files[0];
      if (!file) { input.focus(); return; }
      const body = new FormData();
      body.append('file', file);
      button.disabled = true;
      send('/files/' + of.kind + '/' + of.record, body, message, function () { button.disabled = false; });
    });
  }

  function send(address, body, message, after) {
    message.textContent = '';
    fetch(address, { method: 'POST', body: body, credentials: 'same-origin' })
      .then(function (response) {
        if (response.ok) { window.location.reload(); return null; }
        return response.text().then(function (text) { message.textContent = text; message.focus(); });
      })
      .catch(function () { message.textContent = 'Ответа от сервера нет: проверьте связь и попробуйте ещё раз.'; message.focus(); })
      .finally(after);
  }

  document.addEventListener('click', function (event) {
    const target = event.target.closest && event.target.closest('.file-end, .to-field');
    if (!target) return;
    if (target.classList.contains('to-field')) {
      event.preventDefault();
      const control = document.getElementById(target.dataset.field);
      if (control) control.focus();
      return;
    }
    const message = document.querySelector('.file-form .form-message');
    target.disabled = true;
    send('/files/' + target.dataset.file + '/end', new FormData(), message, function () { target.disabled = false; });
  });

  // What the page came to say is said once: the keyboard moves there, and a reload does not repeat it.
  function announce(element) {
    if (element.dataset.said) return;
    element.dataset.said = 'yes';
    element.focus();
    const params = new URLSearchParams(window.location.search);
    if (!params.has('saved')) return;
    params.delete('saved');
    window.history.replaceState(window.history.state, '', window.location.pathname + '?' + params.toString());
  }

  let asked = false;

  function look() {
    asked = false;
    document.querySelectorAll('[data-announce]').forEach(announce);
    const message = document.getElementById('record-message');
    if (message && message.dataset.text !== message.textContent) {
      message.dataset.text = message.textContent;
      if (message.textContent) message.focus();
    }
    document.querySelectorAll('.record-form .field').forEach(function (field) { tie(field); group(field); });
    document.querySelectorAll('.file-form').forEach(fileForm);
  }

  new MutationObserver(function () {
    if (asked) return;
    asked = true;
    window.requestAnimationFrame(look);
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] });
})();
