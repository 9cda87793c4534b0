import { CommandType, OptionType } from './flags.js';
import { permissionsOf, Permission } from './permissions.js';

/**
 * A command that can be run: subcommands are flattened, so that `name` is what a person types after the slash.
 * @typedef {{ name: string, path: object[], root: object, description: string, options: object[], application: object }} Command
 */

const FRESH = 5_000;

/** The commands that applications offer in the guild, as this member may use them. */
export class Commands {
  #loadedAt = -Infinity;
  #loading = null;
  all = [];

  constructor(rest, store) {
    this.rest = rest;
    this.store = store;
  }

  /** Fetches the list unless it is fresh. */
  async load() {
    if (performance.now() - this.#loadedAt < FRESH || !this.store.guild) return this.all;
    return (this.#loading ??= this.#fetch());
  }

  /** The list on its way, if any, is not fresh either: it may have been read before the change. */
  expire() {
    this.#loadedAt = -Infinity;
    this.#loading = null;
  }

  /** Slash commands whose name or description holds the query; names that begin with it come first. @returns {Command[]} */
  search(query) {
    const wanted = query.trim().toLowerCase();
    const ranked = this.slash().map((command) => ({ command, rank: rank(command, wanted) })).filter(({ rank: r }) => r >= 0);
    return ranked.sort((a, b) => a.rank - b.rank || a.command.name.localeCompare(b.command.name)).map(({ command }) => command);
  }

  slash() {
    return this.all.filter(({ root }) => root.type === CommandType.chatInput);
  }

  ofType(type) {
    return this.all.filter(({ root }) => root.type === type);
  }

  byName(name) {
    return this.slash().find((command) => command.name === name) ?? null;
  }

  #fetch() {
    const loading = this.rest.get(`/guilds/${this.store.guild.id}/application-command-index`)
      .then((index) => (this.#loading === loading ? this.#take(index) : this.load()))
      .finally(() => {
        if (this.#loading === loading) this.#loading = null;
      });
    return loading;
  }

  #take(index) {
    const applications = new Map(index.applications.map((application) => [application.id, application]));
    const usable = index.application_commands.filter((command) => this.#allowed(command));
    this.all = usable.flatMap((command) => flatten({ type: CommandType.chatInput, ...command }, applications.get(command.application_id)));
    this.#loadedAt = performance.now();
    return this.all;
  }

  #allowed({ default_member_permissions: needed }) {
    if (needed === null || needed === undefined) return true;
    const mine = permissionsOf(this.store, this.store.me?.id);
    return Boolean(mine & Permission.administrator) || (needed !== '0' && (mine & BigInt(needed)) === BigInt(needed));
  }
}

function flatten(root, application, node = root, path = []) {
  const nested = (node.options ?? []).filter((option) => option.type === OptionType.subcommand || option.type === OptionType.group);
  if (nested.length > 0) return nested.flatMap((option) => flatten(root, application, option, [...path, option]));
  const name = [root, ...path].map((part) => part.name).join(' ');
  return [{ name, path, root, application, description: node.description ?? '', options: node.options ?? [] }];
}

function rank({ name, description }, wanted) {
  if (name.startsWith(wanted)) return 0;
  if (name.split(/[ -]/).some((word) => word.startsWith(wanted))) return 1;
  if (name.includes(wanted)) return 2;
  return description.toLowerCase().includes(wanted) ? 3 : -1;
}
