// Reads [{method, path, query, body}] from standard input: requests of a client. Each must be one that Discord's OpenAPI document knows, with a body
// of the shape that it takes and no query parameter that it does not know.
import { document, samples, validatorAt } from './openapi.mjs';

// The template with the most literal steps wins, so that "@me" is not taken for an id.
const templates = Object.keys(document.paths)
  .map((template) => ({ template, pattern: new RegExp(`^${template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`) }))
  .sort((one, other) => one.template.split('{').length - other.template.split('{').length);

// The document calls a command's permissions an integer. Discord's reference calls them a string, as in all that its servers answer.
const withIntegerPermissions = (node) => {
  if (node === null || typeof node !== 'object') return node;
  if (Array.isArray(node)) return node.map(withIntegerPermissions);
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [
    key, key === 'default_member_permissions' && /^\d+$/.test(value) ? Number(value) : withIntegerPermissions(value),
  ]));
};

const findings = [];
const used = new Set();
let checked = 0;
for (const { method, path, query, body } of samples()) {
  const verb = method.toLowerCase();
  const template = templates.find((one) => one.pattern.test(path) && document.paths[one.template][verb])?.template;
  if (!template) {
    findings.push(`${method} ${path}: the document knows no such request`);
    continue;
  }
  checked++;
  used.add(`${method} ${template}`);
  const operation = document.paths[template][verb];
  const known = [...(document.paths[template].parameters ?? []), ...(operation.parameters ?? [])]
    .map((one) => (one.$ref ? document.components.parameters[one.$ref.split('/').at(-1)] : one));
  for (const name of new URLSearchParams(query).keys())
    if (!known.some((one) => one.in === 'query' && one.name === name)) findings.push(`${method} ${template}: it takes no ?${name}=`);
  const content = operation.requestBody?.content;
  if (body === null) {
    if (operation.requestBody?.required) findings.push(`${method} ${template}: the body is missing`);
    continue;
  }
  const kind = content && ['application/json', 'multipart/form-data'].find((one) => content[one]);
  if (!kind) {
    findings.push(`${method} ${template}: it takes no body`);
    continue;
  }
  const validate = validatorAt('paths', template, verb, 'requestBody', 'content', kind, 'schema');
  if (!validate(withIntegerPermissions(body))) {
    const errors = validate.errors.map((error) => `${error.instancePath || '/'} ${error.message}`);
    findings.push(`${method} ${template}: ${[...new Set(errors)].slice(0, 10).join('; ')} in ${JSON.stringify(body).slice(0, 300)}`);
  }
}
process.stdout.write(`${JSON.stringify({ what: 'validated', checked, used: [...used].sort(), findings })}\n`);
