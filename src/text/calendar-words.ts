import { fold } from './fold.ts';

const WORDS = `
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
november december lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre
octubre noviembre diciembre lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août
septembre octobre novembre décembre montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz juni
juli oktober dezember lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio aprile maggio giugno luglio
settembre ottobre dicembre segunda terça quarta quinta sexta feira janeiro fevereiro março maio junho julho setembro outubro novembro
dezembro dilluns dimarts dimecres dijous divendres dissabte diumenge gener febrer març maig juny juliol setembre novembre desembre
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart mei augustus poniedziałek wtorek środa czwartek
piątek sobota niedziela styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień luni marți
miercuri joi vineri sâmbătă duminică ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie
måndag tisdag onsdag torsdag fredag lördag söndag maj augusti mandag tirsdag lørdag søndag marts desember oktober
maanantai maanantaina tiistai tiistaina keskiviikko keskiviikkona torstai torstaina perjantai perjantaina lauantai lauantaina
sunnuntai sunnuntaina tammikuu tammikuussa tammikuuta helmikuu helmikuussa helmikuuta maaliskuu maaliskuussa maaliskuuta huhtikuu
huhtikuussa huhtikuuta toukokuu toukokuussa toukokuuta kesäkuu kesäkuussa kesäkuuta heinäkuu heinäkuussa heinäkuuta elokuu elokuussa
elokuuta syyskuu syyskuussa syyskuuta lokakuu lokakuussa lokakuuta marraskuu marraskuussa marraskuuta joulukuu joulukuussa joulukuuta
pondělí úterý středa středu čtvrtek pátek sobotu neděle neděli ledna únor února březen března duben dubna květen května červen
června července srpen srpna září října listopadu prosinec prosince hétfő hétfőn kedd kedden szerda szerdán csütörtök csütörtökön
péntek pénteken szombat szombaton vasárnap január januárban februárban március márciusban április áprilisban május májusban június
júniusban július júliusban augusztus augusztusban szeptember szeptemberben októberben novemberben decemberben Δευτέρα Τρίτη Τετάρτη
Πέμπτη Παρασκευή Σάββατο Κυριακή Ιανουάριο Ιανουαρίου Φεβρουάριο Φεβρουαρίου Μάρτιο Μαρτίου Απρίλιο Απριλίου Μάιο Μαΐου Ιούνιο
Ιουνίου Ιούλιο Ιουλίου Αύγουστο Αυγούστου Σεπτέμβριο Σεπτεμβρίου Οκτώβριο Οκτωβρίου Νοέμβριο Νοεμβρίου Δεκέμβριο Δεκεμβρίου
mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec edt est gmt pst pdt utc am pm
`;

const SET: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/).map(fold));

/** Whether a folded word names a day, a month or a time zone: capitals without a name, and no matter of any story. */
export function isCalendarWord(folded: string): boolean {
  return SET.has(folded);
}

/** Given names that are written like a month, but for an accent or a full stop: `março`, `Jan.`. */
const GIVEN_NAMES: ReadonlySet<string> = new Set(['marco', 'jan']);

/** Whether a word, accents as written, is rather somebody's name than a month's. */
export function isRatherName(written: string): boolean {
  return GIVEN_NAMES.has(written.toLowerCase().normalize('NFC'));
}
