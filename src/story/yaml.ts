import { Document, isMap, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml';
import { UserError } from '../errors.ts';
import { faultOf } from './yaml-fault.ts';
import { ProfileForm, type WrittenProfile } from './yaml-form.ts';
import { id } from '../ids.ts';
import type { Profile } from './story.ts';

const HEAD = ` The profile of a story: what is looked for in every item. Edit it freely.
 Weights run from 0 to 1: how much finding it speaks for the story.`;
const COMMENTS: Readonly<Record<string, string>> = {
  actors:
    ' Persons, bodies, companies, products. ambiguous: the bare name is a common word and counts only beside others.',
  terms: ' Words as the article writes them; a concept also finds the words of other languages (see docs/LEXICON.md).',
  places: ' Countries (ISO codes) and regions such as EU.',
  strands: ' Threads of the story: an item follows the story if it follows one of them.',
  exclude: ' An item with one of these phrases is never part of the story.',
  translated:
    ' Terms and names in other languages, as a model put them; remove what is wrong. They count less, and only in items of their language.',
  threshold: ' The score from which an item is a follow-up; empty: the default of the model.',
};

/** Writes a profile as YAML for people to edit: short, with a comment at each part. Reading it back gives the same profile. */
export function profileToYaml(profile: Profile): string {
  const document = new Document(toWritten(profile));
  document.commentBefore = HEAD;
  if (isMap(document.contents)) dress(document.contents);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/**
 * Reads a profile that a person may have edited. `name` is what a fault calls the file.
 * Throws a UserError with line, key, the value seen and what was expected.
 */
export function profileFromYaml(text: string, name: string): Profile {
  const document = parseDocument(text);
  const [broken] = document.errors;
  if (broken !== undefined) {
    throw new UserError(`${name}:${lineAt(text, broken.pos[0])} is not valid YAML: ${broken.message.split('\n')[0]}`, {
      hint: 'Check indentation, brackets and quotation marks at that line.',
    });
  }
  const parsed = ProfileForm.safeParse(document.toJS());
  if (!parsed.success) throw faultOf(parsed.error, document, (at) => lineAt(text, at), name);
  return fromWritten(parsed.data);
}

function lineAt(text: string, position: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < position; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

function toWritten(profile: Profile): WrittenProfile {
  return {
    title: profile.title,
    lang: profile.lang,
    ...(profile.published === undefined ? {} : { published: new Date(profile.published).toISOString() }),
    ...(profile.url === undefined ? {} : { url: profile.url }),
    actors: profile.actors.map((actor) => ({
      name: actor.name,
      ...(actor.aliases.length === 0 ? {} : { aliases: [...actor.aliases] }),
      ...(actor.role === undefined ? {} : { role: actor.role }),
      ...(actor.ambiguous ? { ambiguous: true } : {}),
      weight: actor.weight,
    })),
    terms: profile.terms.map((term) => ({
      phrase: term.phrase,
      ...(term.concept === undefined ? {} : { concept: term.concept }),
      weight: term.weight,
    })),
    places: profile.places.map((place) => ({ id: place.id, weight: place.weight })),
    strands: profile.strands.map((strand) => ({
      id: strand.id,
      title: strand.title,
      actors: [...strand.actors],
      terms: [...strand.terms],
      places: [...strand.places],
      weight: strand.weight,
    })),
    ...(profile.translated === undefined ? {} : { translated: [...profile.translated] }),
    exclude: [...profile.exclude],
    threshold: profile.threshold ?? null,
  };
}

function fromWritten(written: WrittenProfile): Profile {
  return {
    title: written.title,
    lang: written.lang,
    published: written.published === undefined ? undefined : Date.parse(written.published),
    url: written.url,
    actors: written.actors.map((actor) => ({
      name: actor.name,
      aliases: actor.aliases ?? [],
      role: actor.role,
      ambiguous: actor.ambiguous ?? false,
      weight: actor.weight,
    })),
    terms: written.terms.map((term) => ({ phrase: term.phrase, concept: term.concept, weight: term.weight })),
    places: written.places,
    strands: written.strands.map((strand) => ({ ...strand, id: id<'strand'>(strand.id) })),
    exclude: written.exclude,
    threshold: written.threshold ?? undefined,
    ...(written.translated === undefined ? {} : { translated: written.translated }),
  };
}

/** Comments before each part; small things on one line, so that a profile fits on a page. */
function dress(root: YAMLMap): void {
  for (const pair of root.items) {
    const key = String(pair.key);
    const keyNode = pair.key as Node;
    const comment = COMMENTS[key];
    if (comment !== undefined) keyNode.commentBefore = comment;
    if (comment !== undefined) keyNode.spaceBefore = true;
    if (!isSeq(pair.value)) continue;
    if (pair.value.items.length === 0) pair.value.flow = true;
    for (const entry of pair.value.items) {
      if (!isMap(entry)) continue;
      if (key !== 'strands') entry.flow = true;
      else for (const part of entry.items) if (isSeq(part.value)) part.value.flow = true;
    }
  }
}
