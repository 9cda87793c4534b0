// A bot written with discord.js alone. It says on standard output, a JSON object a line, what it saw and did.
import {
  ActionRowBuilder, AttachmentBuilder, ButtonBuilder, ButtonStyle, Client, EmbedBuilder, Events, GatewayIntentBits, MessageFlags,
  ModalBuilder, Partials, SlashCommandBuilder, StringSelectMenuBuilder, TextInputBuilder, TextInputStyle,
} from 'discord.js';

const { EMULATOR_API, BOT_TOKEN, GUILD_ID } = process.env;
const say = (what, detail = {}) => process.stdout.write(`${JSON.stringify({ what, ...detail })}\n`);

const { GuildMessages, GuildMessageReactions, Guilds, MessageContent } = GatewayIntentBits;
const client = new Client({
  intents: [Guilds, GuildMessages, GuildMessageReactions, MessageContent],
  partials: [Partials.Message, Partials.Reaction],
  rest: { api: EMULATOR_API, version: '10' },
});

const commands = [
  new SlashCommandBuilder()
    .setName('greet')
    .setDescription('Greets somebody')
    .addStringOption((option) => option.setName('name').setDescription('Whom to greet').setRequired(true).setAutocomplete(true)),
  new SlashCommandBuilder().setName('panel').setDescription('Shows a panel with buttons and a menu'),
  new SlashCommandBuilder().setName('slow').setDescription('Defers, then answers'),
  new SlashCommandBuilder()
    .setName('inspect')
    .setDescription('Looks at a file')
    .addAttachmentOption((option) => option.setName('file').setDescription('The file').setRequired(true)),
  new SlashCommandBuilder().setName('crash').setDescription('Asks for more than Discord allows'),
];

const panel = () => [
  new ActionRowBuilder().addComponents(
    new ButtonBuilder().setCustomId('press').setLabel('Press').setStyle(ButtonStyle.Primary).setEmoji('✅'),
    new ButtonBuilder().setCustomId('ask').setLabel('Ask').setStyle(ButtonStyle.Secondary),
  ),
  new ActionRowBuilder().addComponents(
    new StringSelectMenuBuilder().setCustomId('pick').setMaxValues(2)
      .addOptions({ label: 'One', value: 'one' }, { label: 'Two', value: 'two' }, { label: 'Three', value: 'three' }),
  ),
];

const questions = () => new ModalBuilder().setCustomId('questions').setTitle('Questions').addComponents(
  new ActionRowBuilder().addComponents(
    new TextInputBuilder().setCustomId('reason').setLabel('Why?').setStyle(TextInputStyle.Paragraph).setMaxLength(200),
  ),
);

const onCommand = {
  async greet(interaction) {
    const name = interaction.options.getString('name', true);
    const embed = new EmbedBuilder().setTitle('Greeting').setColor(0x5865f2).setDescription(`Hello, **${name}**`)
      .addFields({ name: 'From', value: interaction.user.username, inline: true })
      .setImage('attachment://pixel.png');
    const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const response = await interaction.reply({ embeds: [embed], files: [new AttachmentBuilder(pixel, { name: 'pixel.png' })], withResponse: true });
    say('greeted', { message: response.resource.message.id, image: response.resource.message.embeds[0].image.url });
  },
  async panel(interaction) {
    await interaction.reply({ content: 'A panel', components: panel() });
    say('panel', { message: (await interaction.fetchReply()).id });
  },
  async slow(interaction) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const edited = await interaction.editReply('Done after all');
    const followUp = await interaction.followUp({ content: 'And one more thing', flags: MessageFlags.Ephemeral });
    say('slow', { edited: edited.id, followUp: followUp.id, ephemeral: followUp.flags.has(MessageFlags.Ephemeral) });
  },
  async inspect(interaction) {
    const file = interaction.options.getAttachment('file', true);
    const text = await (await fetch(file.url)).text();
    await interaction.reply(`${file.name}: ${text}`);
  },
  async crash(interaction) {
    const refusal = await interaction.reply('x'.repeat(2001)).catch((error) => error);
    say('refused', { code: refusal.code, status: refusal.status, message: refusal.message });
    await interaction.reply('That was too long');
    const twice = await interaction.reply('Again').catch((error) => error);
    say('refusedTwice', { code: twice.code });
  },
};

const onComponent = {
  press: (interaction) => interaction.update({ content: `Pressed by ${interaction.user.username}`, components: [] }),
  ask: (interaction) => interaction.showModal(questions()),
  pick: (interaction) => interaction.reply({ content: `Picked ${interaction.values.join(' and ')}`, flags: MessageFlags.Ephemeral }),
};

client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused();
    await interaction.respond(['Ada', 'Alan', 'Grace'].filter((name) => name.startsWith(typed)).map((name) => ({ name, value: name })));
  } else if (interaction.isChatInputCommand()) {
    await onCommand[interaction.commandName](interaction);
  } else if (interaction.isMessageComponent()) {
    await onComponent[interaction.customId](interaction);
  } else if (interaction.isModalSubmit()) {
    await interaction.reply(`Because: ${interaction.fields.getTextInputValue('reason')}`);
  }
});

client.on(Events.MessageCreate, async (message) => {
  if (message.author.bot) return;
  say('message', { content: message.content, author: message.author.username, attachments: message.attachments.size });
  if (message.content === 'thread, please') {
    const thread = await message.startThread({ name: 'Aside' });
    await thread.send('In the thread');
    say('thread', { id: thread.id, parent: thread.parentId });
  } else if (message.content === 'react, please') {
    await message.react('👍');
    await message.react('🎉');
    await message.reply({ content: 'Reacted', allowedMentions: { repliedUser: false } });
  }
});

client.on(Events.MessageReactionAdd, (reaction, user) => {
  if (user.id !== client.user.id) say('reaction', { emoji: reaction.emoji.name, user: user.id, count: reaction.count });
});

client.on(Events.ShardReconnecting, () => say('reconnecting'));
client.on(Events.ShardResume, (_, replayed) => say('resumed', { replayed }));
client.on(Events.ShardReady, () => say('shardReady'));
client.on(Events.Error, (error) => say('error', { message: error.message }));
process.on('unhandledRejection', (error) => say('unhandled', { message: String(error?.stack ?? error) }));

client.once(Events.ClientReady, async () => {
  const guild = await client.guilds.fetch(GUILD_ID);
  await guild.commands.set(commands);
  say('ready', { user: client.user.username, guild: guild.name, channels: (await guild.channels.fetch()).map((channel) => channel.name) });
});

// The parent closes standard input to end the bot.
process.stdin.resume();
process.stdin.on('end', async () => {
  await client.destroy();
  process.exit(0);
});

await client.login(BOT_TOKEN);
