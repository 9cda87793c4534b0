/** A script that does not come, because the server went away in the middle, must not leave the page waiting for ever. */
addEventListener('error', ({ target }) => {
  if (!(target instanceof HTMLScriptElement)) return;
  const again = document.createElement('button');
  again.type = 'button';
  again.className = 'button button-primary';
  again.textContent = 'Try again';
  again.addEventListener('click', () => location.reload());
  const words = document.createElement('p');
  words.textContent = 'The page could not load its scripts from the server.';
  const alert = document.createElement('div');
  alert.className = 'boot-text';
  alert.setAttribute('role', 'alert');
  alert.append(words, again);
  const say = () => document.getElementById('app').replaceChildren(alert);
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', say);
  else say();
}, { capture: true });
