import { describe, expect, it } from 'vitest';
import { hasManyForms } from '../../src/text/word-forms.ts';

describe('hasManyForms', () => {
  it('tells languages that bend or join their words from those that hardly do', () => {
    const languages = ['en', 'nl', 'es', 'fr', 'it', 'da', 'de', 'sv', 'el', 'pl', 'hu', 'cs', 'fi'];

    expect(languages.filter(hasManyForms)).toEqual(['da', 'de', 'sv', 'el', 'pl', 'hu', 'cs', 'fi']);
  });

  it('takes a language that it does not know for one of few forms', () => {
    expect(hasManyForms('xx')).toBe(false);
  });
});
