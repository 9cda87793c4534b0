const KEYS = {
  vertical: { ArrowDown: 1, ArrowUp: -1 },
  horizontal: { ArrowRight: 1, ArrowLeft: -1 },
};

/**
 * One tab stop for many items: arrows, Home and End move between them, and letters when `typeahead` is on.
 * @param {HTMLElement} container @param {string} selector
 * @param {{ orientation: 'vertical'|'horizontal'|'grid', typeahead?: boolean, columns?: () => number }} options
 */
export function roving(container, selector, { orientation, typeahead = false, columns }) {
  const items = () => [...container.querySelectorAll(selector)].filter((item) => item.offsetParent !== null || item.getClientRects().length > 0);
  const current = () => items().find((item) => item.tabIndex === 0);

  const focus = (item) => {
    if (!item) return;
    for (const other of container.querySelectorAll(selector)) other.tabIndex = other === item ? 0 : -1;
    item.focus();
  };

  container.addEventListener('focusin', ({ target }) => {
    if (target.matches(selector)) for (const item of container.querySelectorAll(selector)) item.tabIndex = item === target ? 0 : -1;
  });
  container.addEventListener('keydown', (event) => {
    if (!event.target.matches?.(selector) || event.altKey || event.ctrlKey || event.metaKey) return;
    const list = items();
    const target = destination(event.key, list, list.indexOf(event.target));
    if (!target) return;
    event.preventDefault();
    event.stopPropagation();
    focus(target);
  });

  function destination(key, list, index) {
    if (key === 'Home') return list[0];
    if (key === 'End') return list.at(-1);
    const step = stepFor(key);
    if (step) return orientation === 'grid' ? list[index + step] : list[(index + step + list.length) % list.length];
    if (!typeahead || key.length !== 1) return null;
    const following = [...list.slice(index + 1), ...list.slice(0, index + 1)];
    return following.find((item) => item.textContent.trim().toLowerCase().startsWith(key.toLowerCase()));
  }

  function stepFor(key) {
    if (orientation !== 'grid') return KEYS[orientation][key];
    return { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns(), ArrowUp: -columns() }[key];
  }

  return {
    /** Makes one item reachable by Tab; call after the items changed. */
    refresh() {
      const list = [...container.querySelectorAll(selector)];
      const stop = list.find((item) => item.tabIndex === 0) ?? list[0];
      for (const item of list) item.tabIndex = item === stop ? 0 : -1;
    },
    focusFirst: () => focus(items()[0]),
    focus,
    current,
  };
}
