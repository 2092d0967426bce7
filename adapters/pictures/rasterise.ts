import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';

/** Twice the size of the drawing: sharp on dense displays, still some 30 KB. */
const ZOOM = 2;

const FONTS = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((file) =>
  createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${file}`),
);

/**
 * Turns an SVG of our own making into a PNG, with the fonts that ship with us and none of the machine's.
 * Takes some 30 ms. Throws where the text is no SVG.
 */
export function rasterise(svg: string): Uint8Array {
  const drawing = new Resvg(svg, {
    font: { fontFiles: FONTS, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
    fitTo: { mode: 'zoom', value: ZOOM },
  });
  return drawing.render().asPng();
}
