/** Little words of news, by language. Those at the end are there so that their neighbours are not taken for them. */
const WRITTEN: Readonly<Record<string, string>> = {
  en: 'the of and to for with from by after that was were which are has have had been will would its their his as at but into who',
  de: 'der die das und von mit für auf ist dem den des ein eine im nicht auch nach sich bei wird aus zum zur sind wurde als einen einer über',
  fr: 'le les des une dans pour sur du au aux qui est avec par pas ont sont cette ses plus était être après leur et',
  es: 'el los las una y con por para del al según pero este sus más tras desde hasta fue lo su ha han como está',
  it: 'il gli della delle dei nel nella che per con dal alla sono anche dopo è più di lo sul dalla degli ai questo una',
  pt: 'os um uma do da dos das em no na não para com mais pelo pela são ao foi que após seu sua segundo está também foram pelos pelas ou',
  nl: 'het een van voor met niet zijn aan ook bij naar uit wordt werd heeft dat op om tot en te maar hij deze de',
  sv: 'och att det som på av är för inte har till ett från med efter den vid om eller blir sig även',
  da: 'og det at er på af til ikke har efter fra ved blev et den bliver men også være mod kan',
  no: 'og det at er på av til ikke har etter fra ved ble et den blir men også være mot kan',
  ca: 'el els les una i amb per del dels al als que és són més aquest aquesta seva seu ha han com ser després des',
  gl: 'o os as un unha do da dos das no na con por para máis é foi son ao á que tras desde pola polo súa',
  ro: 'și de la în cu pe un o care din pentru este sunt au nu mai după al ale lui a fi prin',
  fi: 'että ovat mukaan myös kuin ollut sekä tai ei oli mutta vuoden jälkeen kanssa eli joka jotka olisi kun',
  cs: 'že jsou jako který která které také podle nebo před při byl bylo budou bude už jeho její ale kvůli',
  hu: 'hogy nem egy és az már csak szerint lesz volt pedig mint több miatt után között ezt azt nincs lehet',
  el: 'και το της την του στην στο για από με να θα που οι τα των δεν είναι στη τη ένα μια τον στον',
  af: 'die van het en op te is nie vir met aan by om sy hulle wat deur na uit word',
};

/** A language must lead every other by so many different words. */
const LEAD = 2;
/** The beginning is enough. */
const MAX_CHARS = 240;

const LANGUAGES_OF = languagesByWord();

/**
 * Whether the little words of a text say beyond doubt that it is in this language (ISO 639-1). Where they do not, it may
 * be all the same: then its letters must be asked, which takes several times as long.
 */
export function clearlySpeaks(text: string, lang: string): boolean {
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  for (const word of text
    .slice(0, MAX_CHARS)
    .toLowerCase()
    .split(/[^\p{L}]+/u)) {
    const languages = LANGUAGES_OF.get(word);
    if (languages === undefined || seen.has(word)) continue;
    seen.add(word);
    for (const one of languages) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  const own = counts.get(lang) ?? 0;
  if (own < LEAD) return false;
  for (const [other, count] of counts) if (other !== lang && count > own - LEAD) return false;
  return true;
}

function languagesByWord(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [lang, words] of Object.entries(WRITTEN)) {
    for (const word of words.split(' ')) {
      const known = found.get(word);
      if (known === undefined) found.set(word, [lang]);
      else known.push(lang);
    }
  }
  return found;
}
