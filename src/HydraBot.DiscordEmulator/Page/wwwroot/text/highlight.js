/**
 * Light highlighting for code fences: comments, strings, numbers, keywords. No grammar, no dependency; what is not recognised is plain.
 * @typedef {{ kind: string, text: string }} Piece
 */

const words = (list) => `\\b(?:${list.split(' ').join('|')})\\b`;
const C_WORDS = words('abstract as async await bool break byte case catch char class const continue default delegate do double else enum '
  + 'event export extends extension false final finally float fn for foreach from func function get go goto if impl implements import in init '
  + 'int interface internal is let lock long match mod mut namespace native new nil null object operator out override package params private '
  + 'protected pub public readonly record ref return sealed self set short sizeof static string struct super switch this throw throws trait '
  + 'true try type typeof uint ulong undefined union unsafe use using var virtual void volatile where while with yield');
const STRING = '"(?:\\\\.|[^"\\\\\\n])*"|\'(?:\\\\.|[^\'\\\\\\n])*\'';
const NUMBER = '\\b(?:0x[\\da-f_]+|\\d[\\d_]*(?:\\.\\d+)?(?:e[+-]?\\d+)?)\\b';

const GRAMMARS = {
  c: grammar(['comment', '//[^\\n]*|/\\*[^]*?\\*/'], ['string', `${STRING}|\`(?:\\\\.|[^\`\\\\])*\``], ['number', NUMBER], ['keyword', C_WORDS]),
  hash: grammar(['comment', '(?<![^\\s])#[^\\n]*'], ['string', `"""[^]*?"""|${STRING}`], ['name', '\\$\\{?\\w+\\}?'], ['number', NUMBER],
    ['keyword', words('and as assert async await break case class continue def del do done elif else end esac except export False fi finally '
      + 'for from function global if import in is lambda local None nonlocal not or pass raise return self set then True try unless until '
      + 'while with yield FROM RUN COPY ADD ENV ARG CMD ENTRYPOINT EXPOSE WORKDIR USER VOLUME LABEL HEALTHCHECK')]),
  data: grammar(['comment', '(?<![^\\s])[#;][^\\n]*'], ['name', '"(?:\\\\.|[^"\\\\\\n])*"(?=\\s*:)|^[\\t -]*[\\w./-]+(?=\\s*[:=])|^\\[[^\\]\\n]+\\]'],
    ['string', STRING], ['number', NUMBER], ['keyword', words('true false null yes no on off')]),
  sql: grammar(['comment', '--[^\\n]*|/\\*[^]*?\\*/'], ['string', STRING], ['number', NUMBER],
    ['keyword', words('add all alter and as asc begin by case check column commit constraint create cross delete desc distinct drop else end '
      + 'exists foreign from full group having if in index inner insert into is join key left like limit not null offset on or order outer '
      + 'primary references returning right rollback select set table then union unique update using values view when where with')]),
  markup: grammar(['comment', '<!--[^]*?-->'], ['keyword', '</?[\\w:-]+|/?>'], ['name', '[\\w:-]+(?==)'], ['string', STRING]),
  diff: grammar(['added', '^\\+[^\\n]*'], ['removed', '^-[^\\n]*'], ['comment', '^@@[^\\n]*']),
};

const LANGUAGES = {
  c: 'c cpp c++ cs csharp css go h hpp java javascript js jsx kotlin kt less php rs rust scss swift ts tsx typescript',
  hash: 'bash dockerfile console fish make makefile perl powershell ps1 py python r rb ruby sh shell zsh',
  data: 'env ini json json5 jsonc properties toml yaml yml',
  sql: 'pgsql postgres sql sqlite',
  markup: 'csproj html htm svg xml',
  diff: 'diff patch',
};
const GRAMMAR_OF = new Map(Object.entries(LANGUAGES).flatMap(([name, list]) => list.split(' ').map((language) => [language, GRAMMARS[name]])));

/** @param {string} code @param {string} language @returns {Piece[]} */
export function highlight(code, language) {
  const rules = GRAMMAR_OF.get(language);
  if (!rules) return [{ kind: '', text: code }];
  const pieces = [];
  let position = 0;
  for (const match of code.matchAll(rules)) {
    if (match[0] === '') continue;
    if (match.index > position) pieces.push({ kind: '', text: code.slice(position, match.index) });
    pieces.push({ kind: Object.keys(match.groups).find((name) => match.groups[name] !== undefined), text: match[0] });
    position = match.index + match[0].length;
  }
  if (position < code.length) pieces.push({ kind: '', text: code.slice(position) });
  return pieces;
}

function grammar(...rules) {
  return new RegExp(rules.map(([kind, pattern]) => `(?<${kind}>${pattern})`).join('|'), 'gim');
}
