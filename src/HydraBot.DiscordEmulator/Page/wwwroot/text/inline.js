/**
 * Discord's inline markdown to a tree of plain objects. Nothing here touches the document.
 * @typedef {{ type: string, value?: string, children?: Inline[], [detail: string]: unknown }} Inline
 */

const DEEPEST = 12;

/** In the order in which they are tried at a position; each takes the match, and parses what it wraps with `inner`. */
const RULES = [
  [/\\([^0-9A-Za-z\s])/y, (m) => text(m[1])],
  [/(`+)([^]*?[^`])\1(?!`)/y, (m) => ({ type: 'code', value: m[2] })],
  [/<(https?:\/\/[^\s<>]+)>/y, (m) => link(m[1], [text(m[1])])],
  [/<@!?(\d{1,20})>/y, (m) => ({ type: 'user', id: m[1] })],
  [/<@&(\d{1,20})>/y, (m) => ({ type: 'role', id: m[1] })],
  [/<#(\d{1,20})>/y, (m) => ({ type: 'channel', id: m[1] })],
  [/<\/([-_\p{L}\p{N}]{1,32}(?: [-_\p{L}\p{N}]{1,32}){0,2}):(\d{1,20})>/uy, (m) => ({ type: 'command', name: m[1], id: m[2] })],
  [/<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y, (m) => ({ type: 'time', seconds: Number(m[1]), style: m[2] ?? 'f' })],
  [/<(a)?:(\w{2,32}):(\d{1,20})>/y, (m) => ({ type: 'emoji', name: m[2], id: m[3], animated: Boolean(m[1]) })],
  [/@(everyone|here)\b/y, (m) => ({ type: 'everyone', value: m[0] })],
  [/\[((?:\\[^]|[^\\[\]])+)\]\(\s*<?(https?:\/\/(?:[^\s()<>"]|\([^\s()<>"]*\))+)>?(?:\s+"[^"\n]*")?\s*\)/y, (m, inner) => link(m[2], inner(m[1]))],
  [/https?:\/\/(?:[^\s<>()]|\([^\s<>()]*\))*(?:\([^\s<>()]*\)|[^\s<>().,:;"'\]!?*_~|])/y, (m) => link(m[0], [text(m[0])])],
  [/\*\*((?:\\[^]|[^\\])+?)\*\*(?!\*)/y, (m, inner) => ({ type: 'strong', children: inner(m[1]) })],
  [/__((?:\\[^]|[^\\])+?)__(?!_)/y, (m, inner) => ({ type: 'underline', children: inner(m[1]) })],
  [/\*(?=[^\s*])((?:\*\*|\\[^]|[^*\\])*?[^\s*\\]|\*\*[^]+?\*\*)\*(?!\*)/y, (m, inner) => ({ type: 'emphasis', children: inner(m[1]) })],
  [/(?<!\w)_((?:__|\\[^]|[^\\_])+?)_(?!\w)/y, (m, inner) => ({ type: 'emphasis', children: inner(m[1]) })],
  [/~~(?=\S)((?:\\[^]|[^\\])*?\S)~~/y, (m, inner) => ({ type: 'strike', children: inner(m[1]) })],
  [/\|\|([^]+?)\|\|/y, (m, inner) => ({ type: 'spoiler', children: inner(m[1]) })],
];

const PLAIN = /(?:(?!https?:\/\/)[^\\`<@[*_~|])+/y;

/** @param {string} source @returns {Inline[]} */
export function parseInline(source, depth = 0) {
  if (depth > DEEPEST) return [text(source)];
  const nodes = [];
  const inner = (wrapped) => parseInline(wrapped, depth + 1);
  for (let position = 0; position < source.length;) {
    const taken = take(source, position, inner);
    push(nodes, taken.node);
    position = taken.end;
  }
  return nodes;
}

function take(source, position, inner) {
  PLAIN.lastIndex = position;
  const plain = PLAIN.exec(source);
  if (plain) return { node: text(plain[0]), end: PLAIN.lastIndex };
  for (const [pattern, build] of RULES) {
    pattern.lastIndex = position;
    const match = pattern.exec(source);
    if (!match) continue;
    const end = pattern.lastIndex;
    return { node: build(match, inner), end };
  }
  return { node: text(source[position]), end: position + 1 };
}

function push(nodes, node) {
  const before = nodes.at(-1);
  if (node.type === 'text' && before?.type === 'text') before.value += node.value;
  else nodes.push(node);
}

const text = (value) => ({ type: 'text', value });
const link = (href, children) => ({ type: 'link', href, children });
