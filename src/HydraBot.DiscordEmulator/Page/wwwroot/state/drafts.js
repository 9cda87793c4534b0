/** What a member wrote and did not send, a text a channel, for as long as the tab lives. */
export class Drafts {
  constructor(memberId) {
    this.prefix = `hydrabot.draft.${memberId}.`;
  }

  get(channelId) {
    return sessionStorage.getItem(this.prefix + channelId) ?? '';
  }

  set(channelId, text) {
    if (text === '') sessionStorage.removeItem(this.prefix + channelId);
    else sessionStorage.setItem(this.prefix + channelId, text);
  }
}
