// A mock of Anthropic's Messages API that nobody here wrote, as a backend of the gateway. Says what it was asked, as it understood it.
import { LLMock } from "@copilotkit/aimock";

const mock = new LLMock({ port: 0, host: "127.0.0.1" });
const text = (content) => typeof content === "string" ? content : (content ?? []).map((part) => part.text ?? "").join("\n");
const last = (req) => req.messages.at(-1);
const asked = (req) => text(req.messages.filter((message) => message.role === "user").at(-1)?.content);
const tell = (what, value) => process.stdout.write(JSON.stringify({ what, value }) + "\n");

mock.addFixture({ match: { predicate: (req) => { tell("asked", { messages: req.messages, tools: req.tools?.map((tool) => tool.function.name) ?? [], temperature: req.temperature, limit: req.max_tokens }); return false; } }, response: { content: "" } });
const when = (word, response) => mock.addFixture({ match: { predicate: (req) => last(req).role !== "tool" && asked(req).includes(word) }, response });
mock.addFixture({ match: { predicate: (req) => last(req).role === "tool" }, response: (req) => ({ content: `The tool says: ${text(last(req).content).slice(0, 200)}` }) });
when("plain question", { content: "The answer is forty-two, and it is streamed in pieces.", usage: { input_tokens: 21, output_tokens: 12 } });
when("hard question", { content: "Forty-two.", reasoning: "Let me think." });
when("weather", { content: "Let me look.", toolCalls: [{ name: "weather_now", arguments: JSON.stringify({ city: "Oslo" }) }] });
when("how the cache does", { toolCalls: [{ name: "inference_cache", arguments: "{}" }] });
when("too often", { error: { message: "This request would exceed your rate limit", type: "rate_limit_error" }, status: 429, retryAfter: 30 });
when("too busy", { error: { message: "Overloaded", type: "overloaded_error" }, status: 529 });
when("wrong question", { error: { message: "prompt is too long", type: "invalid_request_error" }, status: 400 });
when("picture", { content: "A picture." });

await mock.start();
tell("ready", mock.url);
process.stdin.on("end", () => process.exit(0)).resume();
