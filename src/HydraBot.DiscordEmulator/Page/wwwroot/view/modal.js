import { el } from '../ui/dom.js';
import { openDialog } from '../ui/dialog.js';
import { avatar } from '../ui/avatar.js';
import { modalFields } from './modal-fields.js';

/** Opens the form that an application asked for, and sends the answers to it. */
export function openModal({ modal, session, actions }) {
  const { element, fields } = modalFields(modal.components, { store: session.store, actions });
  const error = el('p', { class: 'modal-error', role: 'alert' });
  const submit = el('button', { type: 'submit', class: 'button button-primary', text: 'Submit' });
  const cancel = el('button', { type: 'button', class: 'button button-secondary', text: 'Cancel', on: { click: () => dialog.close() } });
  const form = el('form', { class: 'modal-form', noValidate: true, on: { submit: (event) => send(event) } }, element, error, el('footer', { class: 'dialog-actions' }, cancel, submit));
  const application = modal.application ?? {};
  const dialog = openDialog({ title: modal.title, lead: avatar(application.bot ?? { id: application.id, username: application.name, bot: true }, 32), className: 'dialog-modal' }, form);
  fields[0]?.focus();

  async function send(event) {
    event.preventDefault();
    const wrong = fields.map((field) => ({ field, problem: field.problem() })).find(({ problem }) => problem);
    if (wrong) {
      say(wrong.problem, wrong.field.place);
      wrong.field.focus();
      return;
    }
    say('');
    submit.disabled = true;
    const files = fields.flatMap((field) => field.files?.() ?? []);
    const failure = await session.interactions.submitModal(modal, fields.map((field) => field.answer()), files);
    submit.disabled = false;
    if (failure) say(`Something went wrong: ${failure}. Nothing was lost; try again.`);
    else dialog.close();
  }

  /** What is wrong stands where it is wrong: the end of a long form is out of sight. */
  function say(problem, place) {
    if (place) place.append(error);
    else element.after(error);
    error.textContent = problem;
    if (problem) error.scrollIntoView({ block: 'nearest' });
  }
}
