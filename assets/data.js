// Page «Данные»: files are sent with their progress, deeds are told to the server, what goes on there is asked for.
(function () {
  'use strict';

  const SAID = 'traektoria-data-said';

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function button(text, className) {
    const made = element('button', text, className);
    made.type = 'button';
    return made;
  }

  // The page is made by the server: after a deed it is asked for anew, and what was said is said on the new one.
  function again(message, address) {
    window.sessionStorage.setItem(SAID, message || '');
    const y = address ? 0 : window.scrollY;
    window.sessionStorage.setItem(SAID + '-y', String(y));
    if (address) window.location.assign(address); else window.location.reload();
  }

  function sayAgain() {
    const page = document.querySelector('.data-page');
    const message = window.sessionStorage.getItem(SAID);
    if (!page || message === null) return;
    window.sessionStorage.removeItem(SAID);
    window.scrollTo(0, Number(window.sessionStorage.getItem(SAID + '-y') || 0));
    if (!message) return;
    const told = element('p', message, 'data-said');
    told.setAttribute('role', 'status');
    told.tabIndex = -1;
    const head = page.querySelector('.lead-note');
    head.parentNode.append(told);
    told.focus({ preventScroll: true });
  }

  function answer(status, text) {
    let told = {};
    try { told = JSON.parse(text); } catch (error) { told = { message: status ? text.slice(0, 300) : '' }; }
    return { ok: status >= 200 && status < 300, told: told };
  }

  // Deeds: a form is sent as it stands; a refusal stays beside it.
  function silent() {
    const work = document.querySelector('.work');
    return work ? work.dataset.silent : '';
  }

  document.addEventListener('submit', function (event) {
    const form = event.target;
    if (!form.classList || !form.classList.contains('deed')) return;
    event.preventDefault();
    if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) return;
    const pressed = form.querySelector('button[type="submit"]');
    const told = form.querySelector('.deed-told');
    const body = new FormData(form);
    pressed.disabled = true;
    told.textContent = '';
    fetch(form.getAttribute('action'), { method: 'POST', body: body, credentials: 'same-origin', headers: { Accept: 'application/json' } })
      .then(function (response) {
        return response.text().then(function (text) { return answer(response.status, text); });
      })
      .then(function (got) {
        if (got.ok) { again(got.told.message, got.told.go); return; }
        told.textContent = got.told.message || silent();
        pressed.disabled = false;
        told.focus();
      })
      .catch(function () {
        told.textContent = silent();
        pressed.disabled = false;
        told.focus();
      });
  }, true);

  // Files: the browser's own field comes from here, as Dash has none that leaves the file to the browser. Each file is
  // the body of its own request: it goes from disk to disk, and its progress is its own.
  const AT_ONCE = 2;

  function uploadForm(place) {
    if (place.childElementCount) return;
    const of = place.dataset;
    const label = element('label', of.label, 'field-label');
    const input = element('input');
    const hint = element('div', of.hint, 'field-hint');
    const send = button(of.send, 'btn btn-primary btn-sm');
    const list = element('ul', '', 'upload-list');
    label.htmlFor = input.id = 'data-files';
    input.type = 'file';
    input.multiple = true;
    input.accept = '.xlsx,.csv,.txt';
    hint.id = 'data-files-hint';
    input.setAttribute('aria-describedby', hint.id);
    place.append(label, input, hint, send, list);

    send.addEventListener('click', function () {
      const files = Array.from(input.files || []);
      if (!files.length) { input.focus(); return; }
      send.disabled = input.disabled = true;
      list.replaceChildren();
      const lines = files.map(function (file) { return line(of, list, file); });
      const results = [];
      let next = 0;
      function one() {
        if (next >= lines.length) return Promise.resolve();
        const mine = lines[next];
        next += 1;
        return mine.send().then(function (got) { results.push(got); return one(); });
      }
      const lanes = [];
      for (let lane = 0; lane < AT_ONCE; lane += 1) lanes.push(one());
      Promise.all(lanes).then(function () {
        send.disabled = input.disabled = false;
        const come = results.filter(function (got) { return got.ok; });
        if (come.length === results.length) {
          again(come.length === 1 ? come[0].told.message : of.done + ': ' + come.length);
        } else if (come.length) {
          // What was refused stays to be read; the rest is shown when the reader has done so.
          const show = button(of.done + ': ' + come.length, 'plain-button');
          show.addEventListener('click', function () { again(''); });
          list.append(show);
          show.focus();
        }
      });
    });
  }

  function line(of, list, file) {
    const item = element('li');
    const name = element('span', file.name, 'file-name');
    const bar = element('progress');
    const told = element('span', '', 'upload-told');
    const stop = button(of.stop, 'plain-button');
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute('aria-label', file.name);
    told.setAttribute('role', 'status');
    item.append(name, bar, told, stop);
    list.append(item);

    function end(got, text) {
      stop.remove();
      told.textContent = text;
      item.classList.toggle('refused', !got.ok);
      return got;
    }

    function send() {
      if (file.size > Number(of.limit)) return Promise.resolve(end({ ok: false, told: {} }, of.large));
      return new Promise(function (resolve) {
        const request = new XMLHttpRequest();
        request.open('POST', '/data/files?name=' + encodeURIComponent(file.name));
        request.setRequestHeader('Content-Type', 'application/octet-stream');
        request.setRequestHeader('Accept', 'application/json');
        request.upload.addEventListener('progress', function (event) {
          if (!event.lengthComputable) return;
          const percent = Math.floor(100 * event.loaded / event.total);
          bar.value = percent;
          told.textContent = of.sending + ' ' + percent + '\u00a0%';
        });
        request.addEventListener('load', function () {
          const got = answer(request.status, request.responseText);
          if (got.ok) bar.value = 100;
          resolve(end(got, got.ok ? of.done : got.told.message || of.silent));
        });
        request.addEventListener('error', function () { resolve(end({ ok: false, told: {} }, of.silent)); });
        request.addEventListener('abort', function () { resolve(end({ ok: false, told: {} }, of.stopped)); });
        stop.addEventListener('click', function () { request.abort(); });
        request.send(file);
      });
    }

    return { send: send };
  }

  // What goes on: asked for until what the page waits for is done, then the page is asked for anew.
  const EVERY = 1500;

  function follow(work) {
    if (work.dataset.followed) return;
    work.dataset.followed = 'yes';
    const waited = (work.dataset.open || '').split(' ').filter(Boolean);
    if (!waited.length) return;
    const step = work.querySelector('.work-step');

    function look() {
      if (!document.contains(work)) return;
      fetch('/data/state', { credentials: 'same-origin', headers: { Accept: 'application/json' } }).then(function (response) {
        if (!response.ok) throw new Error(String(response.status));
        return response.json();
      }).then(function (told) {
        const done = !waited.every(function (id) { return told.open.includes(id); });
        if (done) { again(''); return; }
        if (told.text && step.textContent !== told.text) step.textContent = told.text;
        window.setTimeout(look, EVERY);
      }).catch(function () {
        step.textContent = work.dataset.silent;
        window.setTimeout(look, 4 * EVERY);
      });
    }

    window.setTimeout(look, EVERY);
  }

  let asked = false;
  new MutationObserver(function () {
    if (asked) return;
    asked = true;
    window.requestAnimationFrame(function () {
      asked = false;
      document.querySelectorAll('.upload-form').forEach(uploadForm);
      document.querySelectorAll('.work').forEach(follow);
      sayAgain();
    });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
