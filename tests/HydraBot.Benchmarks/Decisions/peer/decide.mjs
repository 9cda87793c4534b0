// Cedar, with its policies parsed beforehand: one decision after the other, each timed by itself.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const cedar = createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs');
const [policies, requests, turns] = process.argv.slice(2);
const parsed = cedar.preparsePolicySet('law', { staticPolicies: readFileSync(policies, 'utf8'), templates: {}, templateLinks: [] });
if (parsed.type !== 'success')
  throw new Error(JSON.stringify(parsed));

const calls = JSON.parse(readFileSync(requests, 'utf8')).map((request) => ({
  principal: { type: 'Caller', id: request.caller },
  action: { type: 'Action', id: 'run' },
  resource: { type: 'Operation', id: request.operation },
  context: { operation: request.operation, effect: request.effect, container: request.arguments.container ?? '' },
  preparsedPolicySetId: 'law',
  entities: [],
}));
const decisions = calls.map((call) => {
  const answer = cedar.statefulIsAuthorized(call);
  if (answer.type !== 'success')
    throw new Error(JSON.stringify(answer));
  return answer.response.decision;
});

const times = [];
for (let turn = 0; turn < Number(turns); turn++) {
  const call = calls[turn % calls.length];
  const since = process.hrtime.bigint();
  cedar.statefulIsAuthorized(call);
  const took = Number(process.hrtime.bigint() - since) / 1000;
  if (turn >= turns / 4)
    times.push(took);
}
times.sort((a, b) => a - b);
console.log(JSON.stringify({ decisions, p50: times[Math.floor(times.length * 0.5)], p99: times[Math.floor(times.length * 0.99)] }));
