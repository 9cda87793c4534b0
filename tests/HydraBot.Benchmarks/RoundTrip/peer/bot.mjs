// The smallest bot that discord.js makes: one command, one embed.
import { Client, Events, GatewayIntentBits } from 'discord.js';

const [api, token, guild] = process.argv.slice(2);
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api, version: '10' } });

client.once(Events.ClientReady, async () => {
  await client.application.commands.set([{ name: 'peer', description: 'Answers with one embed' }], guild);
  console.log('ready');
});
client.on(Events.InteractionCreate, (interaction) =>
  interaction.reply({ embeds: [{ title: 'Constitution', description: 'The law', fields: [{ name: 'Version', value: '1', inline: true }] }] }));
await client.login(token);
