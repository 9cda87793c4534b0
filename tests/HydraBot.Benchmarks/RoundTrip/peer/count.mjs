// Counts messages with discord.js and says what its cache weighs.
import { Client, Events, GatewayIntentBits } from 'discord.js';

const [api, token] = process.argv.slice(2);
const { Guilds, GuildMembers, GuildMessages, MessageContent } = GatewayIntentBits;
const client = new Client({ intents: [Guilds, GuildMembers, GuildMessages, MessageContent], rest: { api, version: '10' } });
const heap = () => {
  global.gc();
  return process.memoryUsage().heapUsed;
};

const before = heap();
let messages = 0;
let began = 0n;
client.once(Events.ClientReady, () => setTimeout(() => console.log(`cached ${heap() - before} ${client.guilds.cache.size} ${client.guilds.cache.reduce((sum, guild) => sum + guild.members.cache.size, 0)}`), 500));
client.on(Events.MessageCreate, (message) => {
  if (messages++ === 0) began = process.hrtime.bigint();
  if (message.content === 'the last one') console.log(`counted ${messages} ${Number(process.hrtime.bigint() - began) / 1e9}`);
});
await client.login(token);
