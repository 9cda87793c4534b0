// A member of a voice channel that runs @discordjs/voice with davey: it plays numbered frames when told, and says what it hears.
// The main gateway is left out: the adapter hands over what VOICE_STATE_UPDATE and VOICE_SERVER_UPDATE would bring.
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { createAudioPlayer, createAudioResource, entersState, EndBehaviorType, joinVoiceChannel, StreamType, AudioPlayerStatus, VoiceConnectionStatus } from '@discordjs/voice';

const { GUILD_ID, CHANNEL_ID, USER_ID, SESSION_ID, TOKEN, ENDPOINT } = process.env;
const say = (what, more = {}) => process.stdout.write(`${JSON.stringify({ what, ...more })}\n`);

let methods;
const connection = joinVoiceChannel({
  guildId: GUILD_ID, channelId: CHANNEL_ID, selfDeaf: false,
  adapterCreator: (given) => {
    methods = given;
    return { sendPayload: () => true, destroy: () => {} };
  },
});
connection.on('error', (error) => say('error', { message: error.message }));
connection.on('stateChange', (_, state) => say('state', { status: state.status }));
methods.onVoiceStateUpdate({ guild_id: GUILD_ID, channel_id: CHANNEL_ID, user_id: USER_ID, session_id: SESSION_ID, self_deaf: false, self_mute: false });
methods.onVoiceServerUpdate({ guild_id: GUILD_ID, token: TOKEN, endpoint: ENDPOINT });
await entersState(connection, VoiceConnectionStatus.Ready, 20_000);
say('ready');

connection.receiver.speaking.on('start', (user) => say('speaking', { user }));
const listened = new Set();
const listen = (user) => {
  if (listened.has(user)) return;
  listened.add(user);
  connection.receiver.subscribe(user, { end: { behavior: EndBehaviorType.Manual } }).on('data', (frame) => say('heard', { user, frame: frame.toString('hex') }));
};

// Opus frames as they are, an object a frame.
async function play(readable) {
  const player = createAudioPlayer();
  player.on('error', (error) => say('error', { message: error.message }));
  connection.subscribe(player);
  player.play(createAudioResource(readable, { inputType: StreamType.Opus }));
  await entersState(player, AudioPlayerStatus.Idle, 60_000);
  say('played');
}

async function* frames(count, mark) {
  for (let i = 0; i < count; i++) yield Buffer.from([0x78, mark, i, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
}

const commands = {
  listen: ({ user }) => { listen(user); say('listening'); },
  privacy: () => say('privacy', { code: connection.voicePrivacyCode ?? null }),
  verification: async ({ user }) => say('verification', { code: await connection.getVerificationCode(user) }),
  play: ({ count, mark }) => play(Readable.from(frames(count, mark), { objectMode: true })),
  speak: ({ frames: spoken }) => play(Readable.from(spoken.map((frame) => Buffer.from(frame, 'base64')), { objectMode: true })),
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  await commands[command.do](command);
}
connection.destroy();
process.exit(0);
