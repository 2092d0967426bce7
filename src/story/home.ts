import type { PlaceWeight } from './story.ts';

/** Where a language is mostly written about (ISO 3166-1 alpha-2); English is written about everywhere. */
const HOMES: Readonly<Record<string, string>> = {
  es: 'ES',
  fr: 'FR',
  de: 'DE',
  it: 'IT',
  pt: 'PT',
  ca: 'ES',
  nl: 'NL',
  pl: 'PL',
  ro: 'RO',
  sv: 'SE',
  da: 'DK',
  no: 'NO',
  fi: 'FI',
  cs: 'CZ',
  hu: 'HU',
  el: 'GR',
};
const ENGLISH_HOMES = ['GB', 'US'];

/** The country that a language is mostly written about; undefined where there is no such one. */
export const homeOf = (lang: string): string | undefined => HOMES[lang];

/** How a story's places stand to where it is told. */
export interface Whereabouts {
  /** The countries at its beginning that are not where its language is at home: they stand for it as names do. */
  readonly abroad: ReadonlySet<string>;
  /** What is no other place to it: the European Union, where it is about one of its members. */
  readonly above: ReadonlySet<string>;
}

/** From this weight on a place is told of at the beginning. */
const AT_THE_BEGINNING = 0.8;
const UNION = 'EU';
const MEMBERS = new Set('AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' '));
const LEAST_MEMBER = 0.3;

/** Of a profile's places and language. */
export function whereaboutsOf(places: readonly PlaceWeight[], lang: string): Whereabouts {
  const homes = lang === 'en' ? ENGLISH_HOMES : [homeOf(lang)];
  const abroad = places.filter(({ id, weight }) => weight >= AT_THE_BEGINNING && !homes.includes(id));
  const isOfMember = places.some(({ id, weight }) => weight >= LEAST_MEMBER && MEMBERS.has(id));
  return { abroad: new Set(abroad.map(({ id }) => id)), above: new Set(isOfMember ? [UNION] : []) };
}
