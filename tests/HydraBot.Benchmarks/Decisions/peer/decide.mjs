// A peer with its policies parsed or compiled beforehand: one decision after the other, each timed by itself.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
const [engine, policies, requests, turns] = process.argv.slice(2);

/** Cedar, compiled to WebAssembly. */
function cedar() {
  const cedar = require('@cedar-policy/cedar-wasm/nodejs');
  const parsed = cedar.preparsePolicySet('law', { staticPolicies: readFileSync(policies, 'utf8'), templates: {}, templateLinks: [] });
  if (parsed.type !== 'success')
    throw new Error(JSON.stringify(parsed));
  return {
    call: (request) => ({
      principal: { type: 'Caller', id: request.caller },
      action: { type: 'Action', id: 'run' },
      resource: { type: 'Operation', id: request.operation },
      context: { operation: request.operation, effect: request.effect, container: request.arguments.container ?? '' },
      preparsedPolicySetId: 'law',
      entities: [],
    }),
    decide: (call) => cedar.statefulIsAuthorized(call),
    decision: (answer) => {
      if (answer.type !== 'success')
        throw new Error(JSON.stringify(answer));
      return answer.response.decision;
    },
  };
}

/** A policy that OPA has compiled to WebAssembly. */
async function opa() {
  const policy = await require('@open-policy-agent/opa-wasm').loadPolicy(readFileSync(policies));
  return {
    call: (request) => request,
    decide: (call) => policy.evaluate(call),
    decision: (answer) => (answer.length > 0 ? 'allow' : 'deny'),
  };
}

const { call, decide, decision } = await { cedar, opa }[engine]();
const calls = JSON.parse(readFileSync(requests, 'utf8')).map(call);
const decisions = calls.map((call) => decision(decide(call)));
const times = [];
for (let turn = 0; turn < Number(turns); turn++) {
  const call = calls[turn % calls.length];
  const since = process.hrtime.bigint();
  decide(call);
  const took = Number(process.hrtime.bigint() - since) / 1000;
  if (turn >= turns / 4)
    times.push(took);
}
times.sort((a, b) => a - b);
console.log(JSON.stringify({ decisions, p50: times[Math.floor(times.length * 0.5)], p99: times[Math.floor(times.length * 0.99)] }));
