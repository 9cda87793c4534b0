// A member's hands, by discord.js's own gateway and REST libraries: asks for a restart, agrees, and reads the answer.
import { REST } from '@discordjs/rest';
import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { once } from 'node:events';

const { EMULATOR, TOKEN, CONTAINER } = process.env;
const say = (what, detail = {}) => process.stdout.write(`${JSON.stringify({ what, ...detail })}\n`);

// A member's token goes without the word that a bot's has before it.
const rest = new REST({ api: `${EMULATOR}/api`, version: '10', authPrefix: '' }).setToken(TOKEN);
const { url } = await (await fetch(`${EMULATOR}/api/v10/gateway`)).json();
const gateway = new WebSocketManager({
  token: TOKEN,
  intents: 0,
  rest: { get: async () => ({ url, shards: 1, session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 } }) },
});

let session;
let guild;
const known = new Map();
const waiting = [];
const textOf = (message) => JSON.stringify([message.content, message.embeds]);
const message = (fits) => new Promise((resolve) => {
  const found = [...known.values()].find(fits);
  if (found) resolve(found);
  else waiting.push({ fits, resolve });
});

gateway.on(WebSocketShardEvents.Dispatch, (event) => {
  const { t, d } = event.data ?? event;
  if (t === 'READY') session = d.session_id;
  if (t === 'GUILD_CREATE') { guild = d; gateway.emit('guild'); }
  if (t !== 'MESSAGE_CREATE' && t !== 'MESSAGE_UPDATE') return;
  const now = { ...known.get(d.id), ...d };
  known.set(d.id, now);
  for (const wait of [...waiting]) if (wait.fits(now)) { waiting.splice(waiting.indexOf(wait), 1); wait.resolve(now); }
});

const entered = once(gateway, 'guild');
await gateway.connect();
await entered;
const channel = (name) => guild.channels.find((one) => one.name === name).id;

let command;
while (!command) {
  const { application_commands: commands } = await rest.get(`/guilds/${guild.id}/application-command-index`);
  command = commands.find((one) => one.name === 'restart');
}

await rest.post('/interactions', {
  body: {
    type: 2, application_id: command.application_id, guild_id: guild.id, channel_id: channel('command'), session_id: session, nonce: '1',
    data: { version: command.version, id: command.id, name: 'restart', type: 1, options: [{ type: 3, name: 'container', value: CONTAINER }] },
  },
});
const post = await message((one) => one.channel_id === channel('approvals') && textOf(one).includes('Approval needed') && textOf(one).includes(CONTAINER));
say('asked');
await rest.put(`/channels/${post.channel_id}/messages/${post.id}/reactions/${encodeURIComponent('✅')}/@me`);
const answer = await message((one) => one.channel_id === channel('command') && /restarted/i.test(textOf(one)));
say('answered', { text: textOf(answer) });
await gateway.destroy();
