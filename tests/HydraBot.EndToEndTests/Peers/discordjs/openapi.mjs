// Discord's OpenAPI document, ready to hold payloads against.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export const document = JSON.parse(readFileSync(process.env.OPENAPI, 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
addFormats(ajv);
for (const format of ['snowflake', 'nonce', 'int32', 'int64', 'double']) ajv.addFormat(format, true);
ajv.addSchema(document, 'discord');

// A local reference ("#/...") is the document's once the schema is looked up by its place in it.
const pointer = (...steps) => `discord#/${steps.map((step) => encodeURIComponent(String(step).replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

/** The validator of the schema at this place of the document. */
export const validatorAt = (...steps) => ajv.getSchema(pointer(...steps));

/** What was sent on standard input. */
export const samples = () => JSON.parse(readFileSync(0, 'utf8'));
