const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * The server calls itself by one of the names of this machine, the person may have opened the page by another: what the page may fetch is
 * what it came from.
 * @param {URL} url changed in place
 */
export function byOwnName(url) {
  if (LOOPBACK.has(url.hostname) && LOOPBACK.has(location.hostname) && url.port === location.port) url.hostname = location.hostname;
  return url;
}
