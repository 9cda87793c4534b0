// Members of an encrypted call that run davey (OpenMLS), and the call's external sender, made by hand with Node's own cryptography.
// One JSON command a line in, one answer a line out; bytes are hexadecimal.
import { createInterface } from 'node:readline';
import { generateKeyPairSync, sign } from 'node:crypto';
import davey from '@snazzah/davey';

const { DAVESession, MediaType, ProposalsOperationType } = davey;
const sessions = new Map();
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = key.publicKey.export({ format: 'jwk' });
const publicKey = Buffer.concat([Buffer.from([4]), Buffer.from(jwk.x, 'base64url'), Buffer.from(jwk.y, 'base64url')]);

const u16 = (value) => { const b = Buffer.alloc(2); b.writeUInt16BE(value); return b; };
const u32 = (value) => { const b = Buffer.alloc(4); b.writeUInt32BE(value); return b; };
const u64 = (value) => { const b = Buffer.alloc(8); b.writeBigUInt64BE(BigInt(value)); return b; };
const vector = (data) => {
  const prefix = data.length < 64 ? Buffer.from([data.length]) : data.length < 16384 ? u16(data.length | 0x4000) : u32((data.length | 0x80000000) >>> 0);
  return Buffer.concat([prefix, data]);
};
const hex = (text) => Buffer.from(text, 'hex');

const externalSender = () => Buffer.concat([vector(publicKey), u16(1), vector(Buffer.from([0]))]);

// PublicMessage of the external sender (RFC 9420, section 6): no membership tag, no group context under the signature.
function proposal({ channel, epoch, add, remove, index = 0 }) {
  const body = add ? Buffer.concat([u16(1), hex(add)]) : Buffer.concat([u16(3), u32(remove)]);
  const content = Buffer.concat([vector(u64(channel)), u64(epoch), Buffer.from([2]), u32(index), vector(Buffer.alloc(0)), Buffer.from([2]), body]);
  const signed = Buffer.concat([u16(1), u16(1), content]);
  const labelled = Buffer.concat([vector(Buffer.from('MLS 1.0 FramedContentTBS')), vector(signed)]);
  const signature = sign('sha256', labelled, { key: key.privateKey, dsaEncoding: 'der' });
  return Buffer.concat([u16(1), u16(1), content, vector(signature)]);
}

const commands = {
  sender: () => ({ data: externalSender() }),
  propose: (command) => ({ data: proposal(command) }),
  join: ({ user, channel }) => {
    sessions.set(user, new DAVESession(1, user, channel));
    return {};
  },
  setSender: ({ user, data }) => { sessions.get(user).setExternalSender(hex(data)); return {}; },
  keyPackage: ({ user }) => ({ data: sessions.get(user).getSerializedKeyPackage() }),
  reset: ({ user, channel }) => { sessions.get(user).reinit(1, user, channel); return {}; },
  proposals: ({ user, revoke, data, recognised }) => {
    const result = sessions.get(user).processProposals(revoke ? ProposalsOperationType.REVOKE : ProposalsOperationType.APPEND, hex(data), recognised);
    return { commit: result.commit, welcome: result.welcome };
  },
  commit: ({ user, data }) => { sessions.get(user).processCommit(hex(data)); return {}; },
  welcome: ({ user, data }) => { sessions.get(user).processWelcome(hex(data)); return {}; },
  state: ({ user }) => {
    const session = sessions.get(user);
    return { epoch: String(session.epoch), code: session.voicePrivacyCode, users: session.getUserIds(), ready: session.ready };
  },
  pair: async ({ user, other }) => ({ code: await sessions.get(user).getVerificationCode(other) }),
  encrypt: ({ user, data }) => ({ data: sessions.get(user).encryptOpus(hex(data)) }),
  decrypt: ({ user, from, data }) => ({ data: sessions.get(user).decrypt(from, MediaType.AUDIO, hex(data)) }),
  displayable: ({ data, digits, group }) => ({ code: davey.generateDisplayableCode(hex(data), digits, group) }),
  encryptMany: ({ user, size, count }) => {
    const frame = Buffer.alloc(size, 7);
    for (let i = 0; i < count / 10; i++) sessions.get(user).encryptOpus(frame);
    const start = process.hrtime.bigint();
    for (let i = 0; i < count; i++) sessions.get(user).encryptOpus(frame);
    return { nanoseconds: Number(process.hrtime.bigint() - start) / count };
  },
};

const plain = (value) => Buffer.isBuffer(value) ? value.toString('hex') : value;

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const result = await commands[JSON.parse(line).do](JSON.parse(line));
    answer = { what: 'answer', ...Object.fromEntries(Object.entries(result).map(([name, value]) => [name, plain(value)])) };
  } catch (error) {
    answer = { what: 'answer', refused: String(error?.message ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
