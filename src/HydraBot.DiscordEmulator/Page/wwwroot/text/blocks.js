import { parseInline } from './inline.js';

const FENCE = /```(?:([\w+.#-]{1,32})\n)?\n?([^]*?)\n?```\n?/y;
const QUOTE_ALL = />>> ([^]+)/y;
const QUOTE = /(?:> ?[^\n]*(?:\n(?=> )|\n?$|(?=\n)))+/y;
const HEADING = /(#{1,3}) +([^\n]+?)(?:\n|$)/y;
const SUBTEXT = /-# +([^\n]+?)(?:\n|$)/y;
const LIST = /(?: *(?:[-*]|\d{1,9}\.) +[^\n]+(?:\n|$))+/y;
const LIST_LINE = /^( *)([-*]|\d{1,9}\.) +(.+)$/;
/** Where a paragraph ends: a fence anywhere, any other block at the beginning of a line. */
const BLOCK_AHEAD = /```[^]*?```|\n(?=>>> |> |#{1,3} |-# | *(?:[-*]|\d{1,9}\.) +\S)/g;

/**
 * Discord's markdown to a tree: fences, quotes, headings, subtext, lists, paragraphs.
 * @param {string} source
 */
export function parse(source, quoted = false) {
  const nodes = [];
  for (let position = 0; position < source.length;) {
    const lineStart = position === 0 || source[position - 1] === '\n';
    const block = fence(source, position) ?? (lineStart ? lineBlock(source, position, quoted) : null) ?? paragraph(source, position);
    if (block.node) nodes.push(block.node);
    position = block.end;
  }
  return nodes;
}

function fence(source, position) {
  const match = at(FENCE, source, position);
  if (!match || match[2] === '') return null;
  return { node: { type: 'fence', language: match[1]?.toLowerCase() ?? '', value: match[2] }, end: FENCE.lastIndex };
}

function lineBlock(source, position, quoted) {
  return (quoted ? null : quote(source, position)) ?? heading(source, position) ?? list(source, position);
}

function quote(source, position) {
  const all = at(QUOTE_ALL, source, position);
  if (all) return { node: { type: 'quote', children: parse(all[1], true) }, end: source.length };
  if (!source.startsWith('> ', position)) return null;
  const match = at(QUOTE, source, position);
  const body = match[0].replace(/\n$/, '').replace(/^> ?/gm, '');
  return { node: { type: 'quote', children: parse(body, true) }, end: skipNewline(source, position + match[0].length, match[0]) };
}

function heading(source, position) {
  const match = at(HEADING, source, position);
  if (match) return { node: { type: 'heading', level: match[1].length, children: parseInline(match[2]) }, end: HEADING.lastIndex };
  const small = at(SUBTEXT, source, position);
  return small && { node: { type: 'subtext', children: parseInline(small[1]) }, end: SUBTEXT.lastIndex };
}

function list(source, position) {
  const match = at(LIST, source, position);
  if (!match) return null;
  const lines = match[0].trimEnd().split('\n').map((line) => LIST_LINE.exec(line));
  const items = lines.map(([, indent, marker, body]) => ({ depth: Math.floor(indent.length / 2), marker, body }));
  const { node, index } = nest(items, 0, items[0].depth);
  const taken = lines.slice(0, index).reduce((length, line) => length + line[0].length + 1, 0);
  return { node, end: Math.min(position + taken, source.length) };
}

/** Items deeper than the first become a list inside the item before them. */
function nest(items, from, depth) {
  const first = items[from];
  const ordered = /\d/.test(first.marker);
  const node = { type: 'list', ordered, start: ordered ? parseInt(first.marker, 10) : 1, items: [] };
  let index = from;
  while (index < items.length && items[index].depth >= depth) {
    if (items[index].depth === depth && /\d/.test(items[index].marker) !== ordered) break;
    if (items[index].depth === depth || node.items.length === 0) {
      node.items.push(parseInline(items[index++].body));
      continue;
    }
    const inner = nest(items, index, items[index].depth);
    node.items.at(-1).push(inner.node);
    index = inner.index;
  }
  return { node, index };
}

function paragraph(source, position) {
  BLOCK_AHEAD.lastIndex = position;
  const ahead = BLOCK_AHEAD.exec(source);
  const isFence = ahead?.[0].startsWith('`');
  const end = ahead ? ahead.index + (isFence ? 0 : 1) : source.length;
  const stop = Math.max(end, position + 1);
  const body = source.slice(position, stop).replace(/\n$/, '');
  return { node: body === '' && stop < source.length ? null : { type: 'paragraph', children: parseInline(body) }, end: stop };
}

function at(pattern, source, position) {
  pattern.lastIndex = position;
  return pattern.exec(source);
}

const skipNewline = (source, end, taken) => (!taken.endsWith('\n') && source[end] === '\n' ? end + 1 : end);
