import { el } from './dom.js';

const GAP = 6;
const EDGE = 8;
const open = [];

/**
 * Puts `content` next to `anchor`, above everything else, until Escape, a press elsewhere, or `close()`.
 * @param {{ anchor: Element, content: HTMLElement, side?: 'above'|'below', align?: 'start'|'end', at?: { x: number, y: number },
 *   matchWidth?: boolean, keep?: Element, onClose?: () => void }} options `keep`: pressing inside it does not close
 */
export function popover({ anchor, content, side = 'below', align = 'start', at, matchWidth = false, keep = anchor, onClose }) {
  const layer = el('div', { class: 'popover' }, content);
  // A modal dialog makes everything outside it inert, so what belongs to one of its controls lives inside it.
  (anchor.closest('dialog') ?? document.body).append(layer);

  const place = () => (at ? positionAt(layer, at) : position(layer, anchor.getBoundingClientRect(), { side, align, matchWidth }));
  const pressedOutside = (event) => {
    if (!layer.contains(event.target) && !keep?.contains(event.target) && !event.target.closest?.('.popover')) handle.close();
  };
  const resized = new ResizeObserver(place);
  const handle = {
    element: layer,
    place,
    close() {
      if (!layer.isConnected) return;
      resized.disconnect();
      document.removeEventListener('pointerdown', pressedOutside, true);
      window.removeEventListener('resize', place);
      open.splice(open.indexOf(handle), 1);
      layer.remove();
      onClose?.();
    },
  };
  open.push(handle);
  document.addEventListener('pointerdown', pressedOutside, true);
  window.addEventListener('resize', place);
  resized.observe(layer);
  place();
  return handle;
}

/** Closes all of them: the place that they belong to is gone. */
export function closePopovers() {
  for (const handle of [...open]) handle.close();
}

function position(layer, rect, { side, align, matchWidth }) {
  const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
  if (matchWidth) layer.style.width = `${Math.min(rect.width, view.width - 2 * EDGE)}px`;
  const above = rect.top - GAP - EDGE;
  const below = view.height - rect.bottom - GAP - EDGE;
  const wanted = layer.firstElementChild.scrollHeight;
  const goesAbove = side === 'above' ? above >= Math.min(wanted, 200) || above > below : below < wanted && above > below;
  layer.style.maxHeight = `${Math.max(120, goesAbove ? above : below)}px`;
  const { width, height } = layer.getBoundingClientRect();
  const left = align === 'end' ? rect.right - width : rect.left;
  layer.style.left = `${Math.max(EDGE, Math.min(left, view.width - width - EDGE))}px`;
  layer.style.top = `${Math.max(EDGE, goesAbove ? rect.top - GAP - height : rect.bottom + GAP)}px`;
}

/** At a point, moved as far as it takes to be whole. */
function positionAt(layer, { x, y }) {
  layer.style.maxHeight = `${window.innerHeight - 2 * EDGE}px`;
  const { width, height } = layer.getBoundingClientRect();
  layer.style.left = `${Math.max(EDGE, Math.min(x, document.documentElement.clientWidth - width - EDGE))}px`;
  layer.style.top = `${Math.max(EDGE, Math.min(y, window.innerHeight - height - EDGE))}px`;
}
