import { OptionType } from '../state/flags.js';

/** What a typed value becomes on the wire, or why it cannot. @returns {{ value?: unknown, problem?: string }} */
export function convert(option, raw) {
  if (raw === null || raw === undefined || raw === '') return option.required ? { problem: `${option.name} is required` } : {};
  switch (option.type) {
    case OptionType.integer: return number(option, raw, /^[+-]?\d+$/, 'a whole number');
    case OptionType.number: return number(option, raw, /^[+-]?(\d+\.?\d*|\.\d+)$/, 'a number');
    case OptionType.boolean: return { value: raw === true || raw === 'true' };
    case OptionType.string: return length(option, String(raw));
    default: return { value: raw };
  }
}

function number(option, raw, pattern, kind) {
  if (!pattern.test(String(raw).trim())) return { problem: `${option.name} must be ${kind}` };
  const value = Number(raw);
  const { min_value: least, max_value: most } = option;
  if (least !== undefined && least !== null && value < least) return { problem: `${option.name} must be ${least} or more` };
  if (most !== undefined && most !== null && value > most) return { problem: `${option.name} must be ${most} or less` };
  return { value };
}

function length(option, value) {
  const { min_length: fewest, max_length: most } = option;
  if (fewest && value.length < fewest) return { problem: `${option.name} needs at least ${fewest} characters` };
  if (most && value.length > most) return { problem: `${option.name} may have ${most} characters at most` };
  return { value };
}
