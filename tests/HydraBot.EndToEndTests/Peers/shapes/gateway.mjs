// Reads [{side, frame}] from standard input and holds each frame against what discord-api-types says of it.
// side is "server" for what Discord sends to bots, "client" for what bots send to Discord.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';

const path = createRequire(import.meta.url).resolve('discord-api-types/v10').replace(/\.js$/, '.d.ts');
const generator = createGenerator({ path, type: '*', skipTypeCheck: true, expose: 'all', additionalProperties: true, jsDoc: 'none' });
const { definitions } = {
  definitions: { ...generator.createSchema('GatewayReceivePayload').definitions, ...generator.createSchema('GatewaySendPayload').definitions },
};

// Bits that may stand together are written down as the list of single bits.
for (const name of Object.keys(definitions)) if (name.endsWith('Flags')) definitions[name] = { type: 'integer' };

const named = (reference) => decodeURIComponent(reference.split('/').at(-1));
const constant = (schema) => schema?.const ?? (schema?.$ref && constant(definitions[named(schema.$ref)]));
// A name that only stands for another one leads on; a union leads on to each of its members.
const leaves = (name) => {
  const schema = definitions[name];
  if (schema?.$ref) return leaves(named(schema.$ref));
  return schema?.anyOf && !schema.properties ? schema.anyOf.flatMap((one) => leaves(named(one.$ref))) : [name];
};
const kinds = { server: new Map(), client: new Map() };
for (const [side, root] of [['server', 'GatewayReceivePayload'], ['client', 'GatewaySendPayload']]) {
  for (const name of leaves(root)) {
    const { op, t } = definitions[name].properties ?? {};
    for (const event of t?.enum ?? [constant(t)]) kinds[side].set(`${constant(op)} ${event ?? ''}`.trim(), name);
  }
}

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const compiled = new Map();
const validatorOf = (name) => {
  if (!compiled.has(name)) compiled.set(name, ajv.compile({ $ref: `#/definitions/${encodeURIComponent(name)}`, definitions }));
  return compiled.get(name);
};

const findings = [];
const seen = new Set();
let checked = 0;
for (const { side, frame } of JSON.parse(readFileSync(0, 'utf8'))) {
  const kind = `${frame.op} ${frame.t ?? ''}`.trim();
  const name = kinds[side].get(kind);
  if (!name) {
    findings.push(`${side} ${kind}: discord-api-types knows no such frame`);
    continue;
  }
  checked++;
  seen.add(kind);
  const validate = validatorOf(name);
  // The types say that such a frame has no "d"; Discord sends it as null.
  if (frame.d === null && definitions[name].properties?.d?.not) delete frame.d;
  if (!validate(frame)) {
    const errors = validate.errors
      .filter((error) => !['anyOf', 'oneOf'].includes(error.keyword))
      .map((error) => `${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`);
    findings.push(`${side} ${kind}: ${[...new Set(errors)].slice(0, 12).join('; ')}`);
  }
}
process.stdout.write(`${JSON.stringify({ what: 'validated', checked, kinds: [...seen].sort(), findings: [...new Set(findings)] })}\n`);
