// A mock of OpenAI's API that nobody here wrote, as a backend.
import { LLMock } from '@copilotkit/aimock';

const mock = new LLMock({ port: 0 });
mock.onMessage('plain question', { content: 'The answer is forty-two, and it is streamed in pieces.' });
mock.onMessage('tool question', { toolCalls: [{ name: 'get_weather', arguments: JSON.stringify({ city: 'Oslo' }) }] });
mock.onMessage('error question', { error: { message: 'the prompt is against the rules', type: 'invalid_request_error' }, status: 400 });
mock.onEmbedding?.('words', { embedding: Array.from({ length: 8 }, (_, at) => at / 8) });
const url = await mock.start();
console.log(JSON.stringify({ what: 'ready', value: url ?? mock.url }));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
