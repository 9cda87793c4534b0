// The API that Claude Code speaks to, as far as a test needs one: what the last message of a person says decides what the model "thinks".
import { LLMock } from "@copilotkit/aimock";

const mock = new LLMock({ port: 0, host: "127.0.0.1" });
const text = (content) => typeof content === "string" ? content : (content ?? []).map((part) => part.text ?? "").join("\n");
const asked = (req) => text(req.messages.filter((message) => message.role === "user").at(-1)?.content);
const afterTool = (req) => req.messages.at(-1)?.role === "tool";
const word = (req, pattern) => [...asked(req).matchAll(pattern)].at(-1);
const tell = (what, more = {}) => process.stdout.write(JSON.stringify({ what, ...more }) + "\n");

mock.addFixture({
  match: { predicate: (req) => { tell("asked", { text: asked(req).slice(-400), last: req.messages.at(-1)?.role, tool: afterTool(req) ? text(req.messages.at(-1).content).slice(0, 400) : null }); return false; } },
  response: { content: "" },
});
mock.addFixture({ match: { predicate: afterTool }, response: (req) => ({ content: `The tool answered: ${text(req.messages.at(-1).content).slice(0, 120)}` }) });
const tool = (pattern, name, make) => mock.addFixture({
  match: { predicate: (req) => !afterTool(req) && word(req, pattern) != null },
  response: (req) => ({ toolCalls: [{ name, arguments: JSON.stringify(make(word(req, pattern))) }] }),
});
tool(/please touch (\S+)/g, "Bash", (m) => ({ command: `touch ${m[1]}`, description: "Makes a file" }));
tool(/please write (\S+)/g, "Write", (m) => ({ file_path: m[1], content: "one\ntwo\n" }));
tool(/please plan (\w+)/g, "TodoWrite", (m) => ({ todos: [{ content: `${m[1]} first`, status: "completed", activeForm: "Doing" }, { content: `${m[1]} second`, status: "in_progress", activeForm: `Doing ${m[1]}` }] }));
mock.addFixture({ match: { predicate: (req) => word(req, /please say (\S+)/g) != null }, response: (req) => ({ content: `Said ${word(req, /please say (\S+)/g)[1]}.` }) });
mock.addFixture({ match: { predicate: () => true }, response: { content: "Ready." } });

await mock.start();
tell("ready", { url: mock.url });
process.stdin.on("end", () => process.exit(0)).resume();
