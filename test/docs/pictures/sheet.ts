import { escapeUTF8 as escaped } from 'entities';

/** A stretch of text in one style. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly colour?: string;
}

export interface Column {
  readonly x: number;
  readonly width: number;
  /** Pixels. */
  readonly size?: number;
}

/** A sheet that is filled from above; `y` is how far. */
export interface Sheet {
  y: number;
  text(runs: readonly Run[], column: Column): void;
  /** Boxes with a word in each, side by side, in as many rows as it takes. */
  buttons(labels: readonly string[], column: Column, look: { readonly fill: string; readonly edge: string }): void;
  box(x: number, y: number, width: number, height: number, fill: string, radius?: number): void;
  /** An SVG within, as wide as the column. */
  picture(svg: string, column: Column): void;
  svg(): string;
}

const FONT = 'Helvetica, Arial, DejaVu Sans, sans-serif';
const LINE = 1.4;

export function createSheet(width: number, ground: string, ink: string): Sheet {
  const parts: string[] = [];
  const sheet: Sheet = {
    y: 16,
    text(runs, { x, width: room, size = 14 }) {
      for (const line of wrapped(runs, room, size)) {
        sheet.y += size * LINE;
        const spans = line.map(({ text, bold, italic, colour }) => {
          const style = `${bold === true ? ' font-weight="700"' : ''}${italic === true ? ' font-style="italic"' : ''}`;
          return `<tspan fill="${colour ?? ink}"${style}>${escaped(text)}</tspan>`;
        });
        parts.push(
          `<text x="${x}" y="${round(sheet.y)}" font-size="${size}" xml:space="preserve">${spans.join('')}</text>`,
        );
      }
    },
    buttons(labels, { x, width: room, size = 13 }, { fill, edge }) {
      let at = x;
      sheet.y += 10;
      for (const label of labels) {
        const wide = Math.ceil(widthOf({ text: label, bold: true }, size)) + 24;
        if (at + wide > x + room) {
          at = x;
          sheet.y += 36;
        }
        parts.push(
          `<rect x="${at}" y="${round(sheet.y)}" width="${wide}" height="30" rx="4" fill="${fill}" stroke="${edge}"/>`,
          `<text x="${at + wide / 2}" y="${round(sheet.y + 20)}" font-size="${size}" font-weight="700" text-anchor="middle" fill="${ink}">${escaped(label)}</text>`,
        );
        at += wide + 8;
      }
      sheet.y += 32;
    },
    box(x, y, wide, height, fill, radius = 4) {
      parts.push(
        `<rect x="${x}" y="${round(y)}" width="${wide}" height="${round(height)}" rx="${radius}" fill="${fill}"/>`,
      );
    },
    picture(svg, { x, width: room }) {
      const [, wide = '1', high = '1'] = /<svg[^>]*? width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
      const height = (room * Number(high)) / Number(wide);
      const view = svg.includes('viewBox') ? '' : ` viewBox="0 0 ${wide} ${high}"`;
      const head = `<svg x="${x}" y="${round(sheet.y + 8)}" width="${room}" height="${round(height)}"${view}`;
      parts.push(svg.replace(/<svg([^>]*?) width="[\d.]+" height="[\d.]+"/, `${head}$1`));
      sheet.y += height + 12;
    },
    svg() {
      const height = Math.ceil(sheet.y + 20);
      return [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}">`,
        `<rect width="${width}" height="${height}" rx="8" fill="${ground}"/>`,
        ...parts,
        '</svg>\n',
      ].join('\n');
    },
  };
  return sheet;
}

function wrapped(runs: readonly Run[], room: number, size: number): readonly (readonly Run[])[] {
  const lines: Run[][] = [[]];
  let used = 0;
  for (const run of runs) {
    for (const piece of run.text.split(/(\n| )/)) {
      const wide = widthOf({ ...run, text: piece }, size);
      if (piece === '\n' || (used > 0 && piece !== ' ' && used + wide > room)) {
        lines.push([]);
        used = 0;
      }
      if (piece === '\n' || piece === '' || (piece === ' ' && used === 0)) continue;
      const line = lines.at(-1) ?? [];
      const last = line.at(-1);
      if (last !== undefined && isAlike(last, run)) line[line.length - 1] = { ...last, text: last.text + piece };
      else line.push({ ...run, text: piece });
      used += wide;
    }
  }
  return lines;
}

function isAlike(one: Run, other: Run): boolean {
  return one.bold === other.bold && one.italic === other.italic && one.colour === other.colour;
}

/** Enough for the wider of the common fonts; a line is drawn as one text, so nothing overlaps where it is off. */
function widthOf({ text, bold }: Run, size: number): number {
  let ems = 0;
  for (const sign of text) {
    if (/[ijl.,:;'|!·]/.test(sign)) ems += 0.27;
    else if (/[frt()[\]“” -]/.test(sign)) ems += 0.34;
    else if (/[mwMW@…]/.test(sign)) ems += 0.86;
    else if (/\p{Lu}/u.test(sign)) ems += 0.68;
    else ems += sign > '\u{2000}' ? 1.1 : 0.55;
  }
  return ems * size * (bold === true ? 1.25 : 1.12);
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
