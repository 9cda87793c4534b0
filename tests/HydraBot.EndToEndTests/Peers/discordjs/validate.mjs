// Reads [{method, template, status, body}] from standard input and holds each body against Discord's OpenAPI document.
import { document, samples, validatorAt } from './openapi.mjs';

// The document calls the code of a field's error an integer. Discord's own reference ("Error Messages") and its servers send names.
const withNumberedCodes = (node) => {
  if (node === null || typeof node !== 'object') return node;
  if (Array.isArray(node)) return node.map(withNumberedCodes);
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [
    key, key === '_errors' ? value.map((error) => (typeof error.code === 'string' ? { ...error, code: 0 } : error)) : withNumberedCodes(value),
  ]));
};

const findings = [];
let checked = 0;
for (const { method, template, status, body } of samples()) {
  const name = `${method} ${template} ${status}`;
  const operation = document.paths[template]?.[method.toLowerCase()];
  const key = operation && [String(status), `${String(status)[0]}XX`].find((one) => operation.responses[one]);
  if (!key) {
    findings.push(`${name}: the document knows no such answer`);
    continue;
  }
  const reference = operation.responses[key].$ref;
  const response = reference ? document.components.responses[reference.split('/').at(-1)] : operation.responses[key];
  if (!response.content) {
    if (body !== null) findings.push(`${name}: there should be no body`);
    checked++;
    continue;
  }
  const place = reference ? ['components', 'responses', reference.split('/').at(-1)] : ['paths', template, method.toLowerCase(), 'responses', key];
  const validate = validatorAt(...place, 'content', 'application/json', 'schema');
  checked++;
  if (!validate(status >= 400 ? withNumberedCodes(body) : body)) {
    const errors = validate.errors.map((error) => `${error.instancePath || '/'} ${error.message}`);
    findings.push(`${name}: ${[...new Set(errors)].slice(0, 8).join('; ')}`);
  }
}
process.stdout.write(`${JSON.stringify({ what: 'validated', checked, findings })}\n`);
