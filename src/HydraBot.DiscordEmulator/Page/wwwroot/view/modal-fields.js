import { ComponentType } from '../state/flags.js';
import { markdown } from '../text/render.js';
import { el, uniqueId } from '../ui/dom.js';
import { Select } from './select.js';

const SELECTS = new Set([ComponentType.stringSelect, ComponentType.userSelect, ComponentType.roleSelect, ComponentType.mentionableSelect, ComponentType.channelSelect]);
const PARAGRAPH = 2;

/**
 * One input of a modal: what to show, what it answers, and what is wrong with it.
 * @typedef {{ element: HTMLElement, place: HTMLElement, focus: () => void, problem: () => string|null, answer: () => object, files?: () => File[] }} Field
 */

/** @returns {{ element: Node, fields: Field[] }} the inputs in their order, drawn */
export function modalFields(components, scene) {
  const fields = [];
  const element = el('div', { class: 'modal-fields' }, components.map((component) => topLevel(component, scene, fields)));
  return { element, fields };
}

function topLevel(component, scene, fields) {
  if (component.type === ComponentType.text) return el('div', { class: 'markdown' }, markdown(component.content, scene));
  const inputs = component.type === ComponentType.label ? [component.component] : component.components ?? [];
  return inputs.map((input) => {
    const field = inputField(input, component.label ?? input.label ?? input.placeholder ?? 'Value', scene);
    if (!field) return null;
    const inner = field.answer;
    const place = labelled(component.label ?? input.label, component.description, field, input);
    fields.push({ ...field, place, answer: () => wrap(component, inner()) });
    return place;
  });
}

/** Answers are nested as the inputs were. */
function wrap(component, answer) {
  return component.type === ComponentType.label
    ? { type: ComponentType.label, id: component.id, component: answer }
    : { type: ComponentType.row, id: component.id, components: [answer] };
}

function labelled(label, description, field, input) {
  const required = input.required !== false;
  return el('div', { class: 'modal-field' },
    label && el('label', { htmlFor: field.id }, label, required && el('span', { class: 'required', 'aria-hidden': 'true', text: ' *' })),
    description && el('p', { class: 'modal-description', id: `${field.id}-about`, text: description }),
    field.element, field.note);
}

function inputField(input, label, scene) {
  if (input.type === ComponentType.textInput) return textField(input, label);
  if (SELECTS.has(input.type)) return selectField(input, label, scene);
  if (input.type === ComponentType.fileUpload) return fileField(input, label);
  if (input.type === ComponentType.radioGroup || input.type === ComponentType.checkboxGroup) return groupField(input, label);
  return input.type === ComponentType.checkbox ? checkboxField(input, label) : null;
}

function textField(input, label) {
  const id = uniqueId('field');
  const { min_length: fewest = 0, max_length: most = 4000, required = true } = input;
  const count = el('span', { class: 'modal-count', 'aria-hidden': 'true' });
  const element = el(input.style === PARAGRAPH ? 'textarea' : 'input', {
    id, class: 'text-input', value: input.value ?? '', placeholder: input.placeholder ?? '', maxLength: most, 'aria-required': required, 'aria-label': label,
    'aria-describedby': `${id}-about`, on: { input: () => draw() },
  });
  if (input.style === PARAGRAPH) element.rows = 5;
  const draw = () => (count.textContent = most < 4000 ? `${element.value.length}/${most}` : '');
  draw();
  return {
    id, element, note: count, focus: () => element.focus(),
    problem() {
      if (required && element.value.trim() === '') return `${label} is required`;
      return element.value !== '' && element.value.length < fewest ? `${label} needs at least ${fewest} characters` : null;
    },
    answer: () => ({ type: input.type, custom_id: input.custom_id, value: element.value }),
  };
}

function selectField(input, label, { store }) {
  const select = new Select({ component: input, store, label, onChange: () => {} });
  select.button.id = uniqueId('field');
  return {
    id: select.button.id, element: select.element, focus: () => select.focus(),
    problem: () => (select.valid ? null : `${label} is required`),
    answer: () => ({ type: input.type, custom_id: input.custom_id, values: select.values }),
  };
}

function fileField(input, label) {
  const element = el('input', { id: uniqueId('field'), type: 'file', class: 'text-input', multiple: (input.max_values ?? 1) > 1, 'aria-label': label });
  return {
    id: element.id, element, focus: () => element.focus(), files: () => [...element.files],
    problem: () => (input.required !== false && element.files.length === 0 ? `${label} is required` : null),
    answer: () => ({ type: input.type, custom_id: input.custom_id, values: [...element.files].map((_, index) => String(index)) }),
  };
}

function groupField(input, label) {
  const single = input.type === ComponentType.radioGroup;
  const id = uniqueId('field');
  const inputs = input.options.map((option) => el('input', { type: single ? 'radio' : 'checkbox', name: id, value: option.value, checked: Boolean(option.default) }));
  const element = el('div', { id, class: 'modal-group', role: single ? 'radiogroup' : 'group', 'aria-label': label },
    input.options.map((option, index) => el('label', { class: 'modal-choice' }, inputs[index], el('span', {}, option.label, option.description && el('small', { text: option.description })))));
  const chosen = () => inputs.filter(({ checked }) => checked).map(({ value }) => value);
  return {
    id, element, focus: () => inputs[0].focus(),
    problem: () => (input.required !== false && chosen().length === 0 ? `${label} is required` : null),
    answer: () => (single ? { type: input.type, custom_id: input.custom_id, value: chosen()[0] ?? null } : { type: input.type, custom_id: input.custom_id, values: chosen() }),
  };
}

function checkboxField(input, label) {
  const element = el('input', { id: uniqueId('field'), type: 'checkbox', checked: Boolean(input.default), 'aria-label': label });
  return { id: element.id, element, focus: () => element.focus(), problem: () => null, answer: () => ({ type: input.type, custom_id: input.custom_id, value: element.checked }) };
}
