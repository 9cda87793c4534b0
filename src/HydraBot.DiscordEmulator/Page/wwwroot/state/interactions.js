import { CommandType, InteractionType, MessageType } from './flags.js';
import { newId } from './snowflake.js';

/** The server gives up after three seconds; this is for when it does not say so. */
const PATIENCE = 8_000;
const SILENT = 'The application did not respond';

/** Commands, components, autocomplete and modals: asked over REST, answered over the gateway under the nonce of the question. */
export class Interactions {
  #waiting = new Map();
  #nonceOf = new Map();

  constructor(session) {
    this.session = session;
    this.store = session.store;
  }

  /** Runs a slash command; a note in the log stands for it until the application answers. */
  command(command, channelId, values, files = []) {
    const data = {
      id: command.root.id, name: command.root.name, version: command.root.version, type: CommandType.chatInput,
      options: nested(command.path, values), attachments: files.map((file, index) => ({ id: String(index), filename: file.name })),
    };
    return this.#noted(command, channelId, data, files);
  }

  /** Runs a user or message command on its target. */
  contextCommand(command, channelId, targetId) {
    const { id, name, version, type } = command.root;
    return this.#noted(command, channelId, { id, name, version, type, target_id: targetId });
  }

  /** Presses a button or chooses in a select. */
  async component(message, component, values) {
    const key = `${message.id}:${component.custom_id}`;
    this.store.busy.add(key);
    this.store.failures.delete(message.id);
    this.store.changed(message.channel_id);
    const failure = await this.#ask(InteractionType.component, message.channel_id, message.application_id ?? message.author.id, {
      component_type: component.type, custom_id: component.custom_id, ...(values && { values }),
    }, { message_id: message.id, message_flags: message.flags ?? 0 });
    this.store.busy.delete(key);
    if (failure) this.store.failures.set(message.id, failure === SILENT ? 'This interaction failed' : failure);
    this.store.changed(message.channel_id);
  }

  /** @returns {Promise<string|null>} null, or why it failed */
  submitModal(modal, components, files = []) {
    return this.#ask(InteractionType.modal, modal.channel_id, modal.application_id ?? modal.application?.id, {
      id: modal.id, custom_id: modal.custom_id, components,
      ...(files.length > 0 && { attachments: files.map((file, index) => ({ id: String(index), filename: file.name })) }),
    }, {}, files);
  }

  /** Choices for a focused option; an application that does not answer has none. @returns {Promise<{name: string, value: unknown}[]>} */
  async autocomplete(command, channelId, values, focused) {
    const { id, name, version } = command.root;
    const options = nested(command.path, values.map((option) => (option.name === focused ? { ...option, focused: true } : option)));
    const answer = await this.#waitFor(InteractionType.autocomplete, channelId, command.application.id, { id, name, version, type: CommandType.chatInput, options });
    return answer.choices ?? [];
  }

  /** Looks at a gateway event; most are answers to what was asked here. */
  hear(type, data) {
    if (type === 'INTERACTION_CREATE') this.#nonceOf.set(data.id, data.nonce);
    else if (type === 'INTERACTION_SUCCESS') this.#settle(data.nonce, {});
    else if (type === 'INTERACTION_FAILURE') this.#settle(data.nonce, { failure: SILENT });
    else if (type === 'APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE') this.#settle(data.nonce, { choices: data.choices });
    else if (type === 'INTERACTION_MODAL_CREATE') {
      this.#settle(data.nonce, {});
      this.store.emit('modal', data);
    } else if (type === 'MESSAGE_CREATE') {
      const id = data.interaction_metadata?.id ?? data.interaction?.id;
      if (id) this.#settle(this.#nonceOf.get(id), {});
      if (data.nonce) this.#settle(data.nonce, {});
    }
  }

  async #noted(command, channelId, data, files = []) {
    const nonce = newId();
    const log = this.store.log(channelId);
    log.put({
      id: nonce, channel_id: channelId, type: MessageType.chatInput, local: 'sending', content: '', embeds: [], attachments: [],
      author: command.application?.bot ?? { id: command.application?.id ?? '0', username: command.application?.name ?? 'Application', bot: true },
      interaction_metadata: { user: this.store.me, name: command.name, type: InteractionType.command },
    });
    this.store.changed(channelId, true);
    const { failure } = await this.#waitFor(InteractionType.command, channelId, command.application?.id ?? command.root.application_id, data, {}, files, nonce);
    if (failure) log.patch(nonce, { local: 'failed', content: failure });
    else log.remove(nonce);
    this.store.changed(channelId, Boolean(failure));
  }

  async #ask(...question) {
    const { failure } = await this.#waitFor(...question);
    return failure ?? null;
  }

  async #waitFor(type, channelId, applicationId, data, more = {}, files = [], nonce = newId()) {
    const answer = new Promise((resolve) => this.#waiting.set(nonce, resolve));
    const giveUp = setTimeout(() => this.#settle(nonce, { failure: SILENT }), PATIENCE);
    const body = {
      type, nonce, application_id: applicationId, guild_id: this.store.guild?.id, channel_id: channelId,
      session_id: this.session.gateway.sessionId, data, ...more,
    };
    try {
      await this.session.rest.post('/interactions', body, files);
    } catch (error) {
      this.#settle(nonce, { failure: error.message });
    }
    return answer.finally(() => clearTimeout(giveUp));
  }

  #settle(nonce, answer) {
    this.#waiting.get(nonce)?.(answer);
    this.#waiting.delete(nonce);
  }
}

/** Wraps option values in the subcommand group and subcommand that they belong to. */
function nested(path, values) {
  return path.reduceRight((options, { name, type }) => [{ type, name, options }], values);
}
