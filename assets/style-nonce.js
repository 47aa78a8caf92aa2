// First of all scripts: what the libraries do by markup the policy forbids, so they do it by script.
(function () {
  'use strict';
  // Dash, plotly and AG Grid put <style> elements into the page. The policy takes those that a script of ours has
  // made: they alone know the nonce. Markup that somebody else brought into the page has none.
  const nonce = document.currentScript.nonce;
  const create = Document.prototype.createElement;
  Document.prototype.createElement = function () {
    const element = create.apply(this, arguments);
    if (element.localName === 'style') element.nonce = nonce;
    return element;
  };

  // plotly writes the attribute `style`; the same text given to the element's style is no markup.
  const set = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    if (name === 'style' && this.style) this.style.cssText = value;
    else set.apply(this, arguments);
  };
})();
