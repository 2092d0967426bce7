import { cleanLine, cleanTitle } from './clean.ts';
import type { Form, FormField } from './form.ts';

/** Cleans every string of a form that comes from strangers; the lines of a value stay lines. Idempotent. */
export function cleanForm(form: Form): Form {
  return { ...form, about: cleanTitle(form.about), fields: form.fields.map(cleanField) };
}

function cleanField({ value, fault, ...field }: FormField): FormField {
  return {
    ...field,
    value: value.split('\n').map(cleanLine).join('\n'),
    ...(fault === undefined ? {} : { fault: cleanLine(fault) || 'This cannot be read.' }),
  };
}
