const BASE = '/api/v10';
const TRIES = 4;

/** A refusal by the server, with Discord's code and the first path it names. */
class RestError extends Error {
  constructor(status, body) {
    super(describe(status, body));
    this.name = 'RestError';
    this.status = status;
    this.code = body?.code ?? 0;
  }
}

/** Discord's REST calls with a member's token: waits out 429s, tries reads and idempotent writes again when the server stumbles. */
export class Rest {
  #token;

  constructor(token) {
    this.#token = token;
  }

  get = (path) => this.#call('GET', path);
  put = (path, body) => this.#call('PUT', path, body);
  patch = (path, body) => this.#call('PATCH', path, body);
  delete = (path) => this.#call('DELETE', path);
  post = (path, body, files = []) => this.#call('POST', path, body, files);

  async #call(method, path, body, files = []) {
    for (let tries = 1; ; tries++) {
      const response = await this.#send(method, path, body, files, tries);
      if (response === null) continue;
      if (response.status === 204) return null;
      const answer = await response.json().catch(() => null);
      if (response.ok) return answer;
      if (tries === TRIES || !retryable(method, response.status)) throw new RestError(response.status, answer);
      await wait(response.status === 429 ? (answer?.retry_after ?? 1) * 1000 : 250 * 2 ** tries);
    }
  }

  async #send(method, path, body, files, tries) {
    const headers = { Authorization: this.#token };
    if (body !== undefined && files.length === 0) headers['Content-Type'] = 'application/json';
    try {
      return await fetch(BASE + path, { method, headers, body: files.length > 0 ? form(body, files) : body && JSON.stringify(body) });
    } catch {
      if (method === 'POST' || tries === TRIES) throw new RestError(0, { message: 'The server cannot be reached' });
      await wait(250 * 2 ** tries);
      return null;
    }
  }
}

function retryable(method, status) {
  return status === 429 || (status >= 500 && method !== 'POST');
}

function form(body, files) {
  const data = new FormData();
  data.append('payload_json', JSON.stringify(body ?? {}));
  for (const [index, file] of files.entries()) data.append(`files[${index}]`, file, file.name);
  return data;
}

function describe(status, body) {
  const first = firstError(body?.errors, []);
  if (first) return `${first.path}: ${first.message}`;
  return body?.message ?? `The server answered ${status}`;
}

function firstError(errors, path) {
  if (!errors || typeof errors !== 'object') return null;
  if (Array.isArray(errors._errors) && errors._errors.length > 0) return { path: path.join('.'), message: errors._errors[0].message };
  for (const [name, inner] of Object.entries(errors)) {
    const found = firstError(inner, [...path, name]);
    if (found) return found;
  }
  return null;
}

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
