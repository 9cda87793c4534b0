// OpenAI's own client against a gateway. Prints one JSON line for each thing that it saw.
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.env.BASE_URL, apiKey: process.env.API_KEY, maxRetries: 0 });
const say = (name, value) => console.log(JSON.stringify({ what: name, value }));
const model = process.env.MODEL ?? 'gpt-4o';
const ask = (text, more = {}) => ({ model, messages: [{ role: 'user', content: text }], ...more });
const tools = [{ type: 'function', function: { name: 'get_weather', description: 'Weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } }];

const models = [];
for await (const one of client.models.list()) models.push(one.id);
say('models', models);

const whole = await client.chat.completions.create(ask('plain question'));
say('whole', { text: whole.choices[0].message.content, finish: whole.choices[0].finish_reason, usage: typeof whole.usage?.total_tokens, object: whole.object });

let streamed = '', finish = null, chunks = 0;
for await (const chunk of await client.chat.completions.create(ask('plain question', { stream: true, stream_options: { include_usage: true } }))) {
  streamed += chunk.choices[0]?.delta?.content ?? '';
  finish = chunk.choices[0]?.finish_reason ?? finish;
  chunks++;
}
say('streamed', { text: streamed, finish, several: chunks > 1 });

const runner = client.chat.completions.stream(ask('plain question'));
say('helper', { text: (await runner.finalChatCompletion()).choices[0].message.content });

const call = await client.chat.completions.create(ask('tool question', { tools }));
say('tool', { finish: call.choices[0].finish_reason, name: call.choices[0].message.tool_calls?.[0]?.function.name, arguments: JSON.parse(call.choices[0].message.tool_calls?.[0]?.function.arguments ?? 'null') });

const toolStream = client.chat.completions.stream(ask('tool question', { tools }));
const toolFinal = await toolStream.finalChatCompletion();
say('toolStream', { name: toolFinal.choices[0].message.tool_calls?.[0]?.function.name, arguments: JSON.parse(toolFinal.choices[0].message.tool_calls?.[0]?.function.arguments ?? 'null') });

const embedding = await client.embeddings.create({ model: 'text-embedding-3-small', input: 'words', encoding_format: 'float' });
say('embedding', { length: embedding.data[0].embedding.length, number: typeof embedding.data[0].embedding[0] });

for (const [name, run] of [
  ['noModel', () => client.chat.completions.create({ ...ask('x'), model: 'no-such-model' })],
  ['noKey', () => new OpenAI({ baseURL: process.env.BASE_URL, apiKey: 'wrong-key-0123456789', maxRetries: 0 }).chat.completions.create(ask('x'))],
  ['refused', () => client.chat.completions.create(ask('error question'))],
  ['badBody', () => client.post('/chat/completions', { body: { model: 7 } })],
]) {
  try {
    await run();
    say(name, { thrown: false });
  } catch (error) {
    say(name, { thrown: true, class: error.constructor.name, status: error.status, code: error.code, type: error.type, message: error.message });
  }
}
say('end', true);
