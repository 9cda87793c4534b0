// Puts the key on every request: the conformance suite cannot. usage: node proxy.mjs TARGET KEY; says its own address.
import { createServer, request } from 'node:http';

const [target, key] = [new URL(process.argv[2]), process.argv[3]];
const server = createServer((incoming, outgoing) => {
  // A Host or Origin that is not this machine's own goes on as it came: refusing it is what is tested.
  const own = incoming.headers.host === `127.0.0.1:${server.address().port}` || incoming.headers.host === `localhost:${server.address().port}`;
  const headers = { ...incoming.headers, authorization: `Bearer ${key}`, ...(own ? { host: target.host } : {}) };
  const onward = request({ host: target.hostname, port: target.port, path: incoming.url, method: incoming.method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
