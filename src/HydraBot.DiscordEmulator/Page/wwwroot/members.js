/** Who the page can be: the seeded members of the server, and which of them this tab is. */

const KEY = 'hydrabot.member';

/** A server that says nothing for so long is said to be away. */
const PATIENCE_MS = 15_000;

/** @returns {Promise<{ id: string, username: string, token: string }[]>} */
export async function membersOfServer() {
  const response = await fetch('/emulator/members', { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new Error(`It answered ${response.status}.`);
  const members = await response.json();
  if (members.length === 0) throw new Error('It has no members.');
  return members;
}

/** The address says who (`?as=operator`), else this tab's last choice, else the first. */
export function chooseFirst(members) {
  const asked = new URLSearchParams(location.search).get('as') ?? sessionStorage.getItem(KEY);
  return members.find(({ username, id }) => username === asked || id === asked) ?? members[0];
}

export function remember(member) {
  sessionStorage.setItem(KEY, member.username);
  setParameter('as', member.username);
}

/** The channel that the address names (`?channel=command`), by name or id. */
export const channelAsked = () => new URLSearchParams(location.search).get('channel');

export function setParameter(name, value) {
  const url = new URL(location.href);
  url.searchParams.set(name, value);
  history.replaceState(null, '', url);
}
