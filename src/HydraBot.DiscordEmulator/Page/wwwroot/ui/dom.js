const SVG = 'http://www.w3.org/2000/svg';

/**
 * Builds an element. `class`, `text`, `data`, `style` (through the CSSOM, so that the page's content security policy holds) and `on`
 * are special; what the element knows is set as a property, the rest as attributes. Nothing here parses markup.
 * @param {string} tag
 * @param {Record<string, unknown>} [props]
 * @param {...(Node|string|null|undefined|false|Array<Node|string|null|undefined|false>)} children
 * @returns {HTMLElement}
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) assign(node, name, value);
  node.append(...present(children));
  return node;
}

/** Builds an SVG element. @returns {SVGElement} */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Replaces what an element holds. */
export function fill(node, ...children) {
  node.replaceChildren(...present(children));
  return node;
}

/** Sets or removes an attribute. */
function attribute(node, name, value) {
  if (value === null || value === undefined || value === false) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? '' : value);
}

let counter = 0;

/** An id that no other element of this page has. */
export const uniqueId = (prefix) => `${prefix}-${++counter}`;

function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

function assign(node, name, value) {
  if (value === undefined || value === null) return;
  if (name === 'class') node.className = value;
  else if (name === 'text') node.textContent = value;
  else if (name === 'data') Object.assign(node.dataset, value);
  else if (name === 'style') for (const [property, setting] of Object.entries(value)) node.style.setProperty(property, setting);
  else if (name === 'on') for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
  else if (name.includes('-') || name === 'role' || !(name in node)) attribute(node, name, name.startsWith('aria-') ? String(value) : value);
  else node[name] = value;
}
