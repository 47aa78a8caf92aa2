// A chart as a picture to be carried away: laid out anew at the size of a slide or a column, with everything that a page
// says around it inside the picture. Only what stands on the page is told: no number is made here.
(function () {
  'use strict';
  const FAMILY = 'Source Sans Pro';
  const STACK = "'Source Sans Pro', 'Segoe UI', Arial, sans-serif";
  const FILES = { 400: 'Regular', 600: 'Semibold', 700: 'Bold' };
  const INK = '#1c2530', GREY = '#5c6874', LINE = '#dfe4e9', MARK = '#5b4708';
  // `width` and `height`: of the picture, px. `zoom`: px of the picture to one of the layout, so that a slide's words
  // are read from a distance. Without a height the picture is as high as what is in it.
  const SIZES = {
    slide: { width: 1280, height: 720, zoom: 4 / 3, side: true },
    half: { width: 640, height: 720, zoom: 1 },
    column: { width: 720, height: 0, zoom: 1 }
  };
  const NOMINAL = 512;
  const NARROWEST = 460;
  const BETWEEN = 340;
  // Lower than this a chart of rows would put one label on the other.
  const ROWS_FROM = 440;

  const pen = document.createElement('canvas').getContext('2d');

  function measure(text, size, weight) {
    pen.font = weight + ' ' + size + 'px "' + FAMILY + '"';
    return pen.measureText(text).width;
  }

  function escaped(text) {
    return String(text).replace(/[&<>"]/g, function (sign) {
      return { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }[sign];
    });
  }

  // Broken at plain spaces alone: what a no-break space holds together stays so, unless it is wider than the line.
  function wrapped(text, width, size, weight) {
    const lines = [];
    let line = '';
    text.split(/[ \n]+/).filter(Boolean).forEach(function (word) {
      const longer = line ? line + ' ' + word : word;
      if (line && measure(longer, size, weight) > width) { lines.push(line); line = word; } else line = longer;
      while (measure(line, size, weight) > width) {
        let fits = line.length - 1;
        while (fits > 1 && measure(line.slice(0, fits), size, weight) > width) fits -= 1;
        lines.push(line.slice(0, fits));
        line = line.slice(fits);
      }
    });
    return line ? lines.concat(line) : lines;
  }

  // A title in lines of about one length: no word stands alone in the last.
  function balanced(text, width, size, weight) {
    const lines = wrapped(text, width, size, weight).length;
    let low = width / lines / 2, high = width;
    while (high - low > 4) {
      const middle = (low + high) / 2;
      if (wrapped(text, middle, size, weight).length > lines) low = middle; else high = middle;
    }
    return wrapped(text, high, size, weight);
  }

  function shown(element) {
    const style = window.getComputedStyle(element);
    return style.display !== 'none' && style.visibility !== 'hidden';
  }

  // What a reader sees of the element; hints for hands and words for ears alone are left out.
  function said(element) {
    if (!element || !shown(element) || element.matches('.screen-only, .visually-hidden, select, button, .map-hint')) return '';
    return Array.from(element.childNodes).map(function (node) {
      return node.nodeType === Node.TEXT_NODE ? node.textContent : node.nodeType === Node.ELEMENT_NODE ? said(node) : '';
    }).join('').replace(/[ \n\t]+/g, ' ').trim();
  }

  function chosen(id) {
    const select = document.getElementById(id);
    const option = select && select.selectedOptions[0];
    return option ? option.textContent.trim() : '';
  }

  // The page with the choices that it may have by itself: it shows the same to whoever opens it later.
  function address() {
    const query = new URLSearchParams(window.location.search);
    ['year', 'method'].forEach(function (name) {
      const select = document.getElementById('shell-' + name);
      if (select && select.value && !query.has(name)) query.set(name, select.value);
    });
    return window.location.origin + window.location.pathname + (query.toString() ? '?' + query : '');
  }

  // The choices that stand over the chart: selects by what is chosen, sliders by their names and numbers.
  function choices(section) {
    const outer = section.parentElement.closest('section.section') || section;
    const selects = Array.from(outer.querySelectorAll('.controls select')).map(function (select) { return chosen(select.id); });
    const sliders = Array.from(outer.querySelectorAll('.slider-head')).map(function (head) {
      return said(head.querySelector('label')) + ': ' + said(head.querySelector('output'));
    });
    return selects.concat(sliders).filter(Boolean);
  }

  function words(frame) {
    const section = frame.closest('section');
    const notes = Array.from(section.querySelectorAll('p.note')).filter(function (note) {
      return note.compareDocumentPosition(frame) & Node.DOCUMENT_POSITION_FOLLOWING || note.matches('.mask-legend');
    }).map(said);
    const method = chosen('shell-method'), place = document.querySelector('.breadcrumbs [aria-current="page"]');
    const about = [place && said(place), chosen('shell-year'), method && 'методика «' + method + '»'].concat(choices(section));
    const outer = section.parentElement.closest('section.section') || section;
    const sources = Array.from((section.querySelector('.source') ? section : outer).querySelectorAll('.source')).map(said);
    const publication = said(document.querySelector('.footer-publication'));
    const notice = document.querySelector('.notice[data-mark]');
    return {
      title: said(section.querySelector('h2, h3')),
      place: place ? said(place) : '',
      // Broken between the choices, not within them.
      about: about.filter(Boolean).map(function (one) { return one.length > 40 ? one : one.replace(/ /g, '\u00a0'); }).join(' · '),
      notes: notes.filter(Boolean),
      sources: sources.filter(Boolean),
      publication: publication,
      taken: 'Выгружено ' + new Date().toLocaleDateString('ru-RU', { day: '2-digit', month: '2-digit', year: 'numeric' }),
      address: address(),
      mark: notice ? notice.getAttribute('data-mark') : ''
    };
  }

  function below(told) {
    return told.sources.concat([told.publication, told.taken].filter(Boolean).join(' · '), 'Страница: ' + told.address);
  }

  // Signs of the legend are drawings in the style sheet, swatches are boxes: both are taken as they are drawn.
  function legend(frame) {
    const found = [];
    frame.closest('section').querySelectorAll('.map-legend .legend-class, .map-legend .sign').forEach(function (item) {
      const text = item.offsetParent ? said(item) : '';
      if (!text) return;
      const swatch = item.querySelector('.swatch');
      if (swatch) {
        const fill = window.getComputedStyle(swatch).backgroundColor;
        const box = '<rect x=".5" y=".5" width="24" height="11" fill="' + fill + '" stroke="#c3ccd4"/>';
        found.push({ text: text, drawing: box, width: 25, height: 12 });
        return;
      }
      const address = /^url\("data:image\/svg\+xml,(.*)"\)/.exec(window.getComputedStyle(item, '::before').content);
      const drawing = address && decodeURIComponent(address[1].replace(/\\/g, ''));
      const size = drawing && /width='(\d+)' height='(\d+)'/.exec(drawing);
      if (size) found.push({ text: text, drawing: drawing, width: Number(size[1]), height: Number(size[2]) });
    });
    return found;
  }

  function Sheet(width) {
    this.width = width;
    this.parts = [];
  }

  Sheet.prototype.line = function (text, x, y, size, weight, colour) {
    this.parts.push('<text x="' + x + '" y="' + y.toFixed(1) + '" font-size="' + size + '" font-weight="' + weight +
      '" fill="' + colour + '">' + escaped(text) + '</text>');
  };

  // Lines under each other from `top`; answers with where they end.
  Sheet.prototype.block = function (texts, x, top, width, size, weight, colour) {
    const step = Math.round(size * 1.3);
    let y = top;
    texts.forEach(function (text) {
      wrapped(text, width, size, weight).forEach(function (line) {
        this.line(line, x, y + size, size, weight, colour);
        y += step;
      }, this);
    }, this);
    return y;
  };

  Sheet.prototype.legend = function (items, x, top, width, column) {
    const size = 12.5, step = 20;
    let left = x, y = top;
    items.forEach(function (item) {
      const lines = column ? wrapped(item.text, width - 32, size, 400) : [item.text];
      const wide = item.width + 7 + measure(item.text, size, 400) + 18;
      if (!column && left > x && left + wide - 18 > x + width) { left = x; y += step; }
      this.parts.push('<svg x="' + left.toFixed(1) + '" y="' + (y + 9 - item.height / 2).toFixed(1) + '" width="' + item.width +
        '" height="' + item.height + '">' + item.drawing + '</svg>');
      lines.forEach(function (line, at) {
        this.line(line, left + (column ? 32 : item.width + 7), y + 13 + at * 16, size, 400, INK);
      }, this);
      if (column) y += step + (lines.length - 1) * 16; else left += wide;
    }, this);
    return items.length ? y + (column ? 0 : step) : top;
  };

  // What the page has laid out for the size by itself, of a chart too large to be made smaller.
  function own(plot, name) {
    const meta = plot.layout.meta;
    return meta && meta.pictures ? meta.pictures[name] : null;
  }

  // The page's chart stays as it is: a copy of its data is laid out. Where the place is smaller than the chart can be
  // laid out in, it is laid out larger and made smaller as a whole.
  function drawn(plot, laid, x, y, width, height) {
    const full = plot._fullLayout, map = plot.closest('.map-graph'), stacked = plot.dataset.stacked === 'yes';
    const layout = Object.assign({}, laid ? laid.layout : plot.layout, { autosize: false });
    let wide = width, high = height, scale;
    if (laid) {
      scale = Math.min(width / laid.width, height / laid.height);
      high = Math.min(height, laid.height * scale * 1.25);
    } else if (map) {
      // Names have their places at the nominal size of a map.
      const own = { width: NOMINAL * (stacked ? 890 / 512 : full.width / full.height), height: NOMINAL };
      scale = Math.min(width / own.width, height / own.height);
      wide = own.width * scale;
      high = own.height * scale;
    } else {
      const margins = full._size.l + full._size.r;
      const least = parseFloat(window.getComputedStyle(plot.closest('.chart')).minWidth) || Math.max(NARROWEST, margins + BETWEEN);
      const low = full.height > ROWS_FROM ? full.height : full.height * 0.75;
      high = Math.min(height, full.height * 1.9);
      scale = Math.min(1, width / least, high / low);
    }
    if (stacked) {
      Object.keys(layout.meta.home).forEach(function (name) {
        layout[name] = Object.assign({}, layout[name], layout.meta.home[name]);
      });
    }
    const size = { width: Math.round(wide / scale), height: Math.round(high / scale) };
    const figure = { data: laid ? laid.data : plot.data, layout: layout, config: { locale: 'ru', staticPlot: true } };
    const options = Object.assign({ format: 'svg', imageDataOnly: true }, size);
    return window.Plotly.toImage(figure, options).then(function (text) {
      const place = '<svg x="' + x + '" y="' + y.toFixed(1) + '" width="' + wide.toFixed(1) + '" height="' + high.toFixed(1) +
        '" viewBox="0 0 ' + size.width + ' ' + size.height + '"';
      const body = text.replace(/^[^]*?<svg([^>]*)>/, function (_, attributes) {
        return place + attributes.replace(/ (width|height|viewBox|xmlns)="[^"]*"/g, '') + '>';
      });
      return { body: body, width: wide, height: high };
    });
  }

  // How high the chart would be in a column of the width.
  function natural(plot, name, width) {
    const full = plot._fullLayout, laid = own(plot, name);
    if (laid) return laid.height * width / laid.width;
    if (plot.closest('.map-graph')) return width * (plot.dataset.stacked === 'yes' ? 512 / 890 : full.height / full.width);
    return Math.max(full.height, 240) * Math.min(1, width / full.width * 1.4);
  }

  function moved(sheet, y) {
    return '<g transform="translate(0 ' + y.toFixed(1) + ')">' + sheet.parts.join('') + '</g>';
  }

  let embedded = null;

  function encoded(blob) {
    return new Promise(function (resolve, reject) {
      const reader = new FileReader();
      reader.onload = function () { resolve(reader.result.replace(/^[^,]*/, 'data:font/otf;base64')); };
      reader.onerror = reject;
      reader.readAsDataURL(blob);
    });
  }

  // The faces that the page has, put into the picture: it looks the same where the type is not installed.
  function faces() {
    embedded = embedded || Promise.all(Object.keys(FILES).map(function (weight) {
      return Promise.all([
        window.fetch('/fonts/SourceSansPro-' + FILES[weight] + '.otf').then(function (answer) {
          if (!answer.ok) throw new Error('шрифт не загрузился');
          return answer.blob();
        }).then(encoded),
        document.fonts.load(weight + ' 13px "' + FAMILY + '"')
      ]).then(function (got) { return { weight: weight, address: got[0] }; });
    })).catch(function (error) { embedded = null; throw error; });
    return embedded;
  }

  function style(all, body) {
    const used = all.filter(function (face) {
      return face.weight === '400' || new RegExp('font-weight[:=" ]+' + face.weight).test(body) ||
        (face.weight === '700' && /font-weight[:=" ]+bold/.test(body));
    });
    return '<style>' + used.map(function (face) {
      return '@font-face{font-family:"' + FAMILY + '";font-weight:' + face.weight + ';src:url(' + face.address + ') format("opentype")}';
    }).join('') + 'text{font-family:' + STACK + ';font-variant-numeric:tabular-nums lining-nums}' +
      '.textpoint text{paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}</style>';
  }

  // `frame`: the chart's place on the page; `name`: of `SIZES`. A promise of { text, width, height, title }.
  function svg(frame, name) {
    return faces().then(function (all) {
      const size = SIZES[name], plot = frame.querySelector('.js-plotly-plot'), told = words(frame);
      const width = size.width / size.zoom, pad = name === 'column' ? 4 : 24, inner = width - 2 * pad;
      const items = legend(frame), column = size.side && items.length > 0;
      function head(laid) {
        const sheet = new Sheet(width);
        let top = sheet.block(balanced(told.title, inner, 19, 700), pad, pad - 4, inner, 19, 700, INK);
        if (told.mark) {
          const wide = measure(told.mark, 12, 700);
          sheet.line(told.mark, pad, top + 14, 12, 700, MARK);
          top = sheet.block([told.about], pad + wide + 12, top + 1, inner - wide - 12, 13, 400, GREY);
        } else top = sheet.block([told.about], pad, top + 1, inner, 13, 400, GREY);
        const notes = told.notes.concat(laid && laid.note ? laid.note : []);
        return { sheet: sheet, laid: laid, top: sheet.block(notes, pad, top + 1, inner, 12.5, 400, GREY) + 8 };
      }
      // What stands under the chart is set to know how high it is, then moved to where it belongs.
      const signs = new Sheet(width), foot = new Sheet(width);
      const signed = column ? 0 : signs.legend(items, pad, 6, inner, false);
      foot.parts.push('<path d="M' + pad + ' 8.5H' + (width - pad) + '" stroke="' + LINE + '"/>');
      const low = foot.block(below(told), pad, 12, inner, 11, 400, GREY) + Math.max(pad - 8, 4);
      // With long words above it a chart laid out in advance may have too little room: then the lower one is taken.
      let above = head(own(plot, name));
      const lower = own(plot, name + '-low');
      const free = size.height / size.zoom - above.top - signed - low;
      if (lower && free / above.laid.height < inner / above.laid.width) above = head(lower);
      const sheet = above.sheet, top = above.top;
      const total = size.height ? size.height / size.zoom : top + natural(plot, name, inner) + signed + low;
      const room = total - top - signed - low;
      return drawn(plot, above.laid, pad, top, inner - (column ? 172 : 0), room).then(function (chart) {
        if (column) sheet.legend(items, pad + chart.width + 18, top, 154, true);
        const body = sheet.parts.join('') + chart.body + moved(signs, top + chart.height) + moved(foot, total - low);
        const height = Math.round(total * size.zoom);
        const text = '<svg xmlns="http://www.w3.org/2000/svg" width="' + size.width +
          '" height="' + height + '" viewBox="0 0 ' + width + ' ' + total.toFixed(1) + '" lang="ru" role="img"><title>' +
          escaped(told.title) + '</title>' + style(all, body) + '<rect width="100%" height="100%" fill="#fff"/>' + body + '</svg>';
        return { text: text, width: size.width, height: height, title: told.title };
      });
    });
  }

  // The same with two pixels for one: a promise of { blob, title }.
  function png(frame, name) {
    return svg(frame, name).then(function (made) {
      const address = URL.createObjectURL(new Blob([made.text], { type: 'image/svg+xml' }));
      const image = new Image();
      image.src = address;
      return image.decode().then(function () {
        const canvas = document.createElement('canvas');
        canvas.width = made.width * 2;
        canvas.height = made.height * 2;
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
        return new Promise(function (resolve) { canvas.toBlob(resolve, 'image/png'); });
      }).then(function (blob) {
        if (!blob) throw new Error('браузер не отдал картинку');
        return { blob: blob, title: made.title };
      }).finally(function () { URL.revokeObjectURL(address); });
    });
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    chartPicture: { svg: svg, png: png, sizes: Object.keys(SIZES), words: words, below: below }
  });
})();
