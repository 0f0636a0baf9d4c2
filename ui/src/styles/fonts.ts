// The fonts of the page, before anything is laid out with them.

/** One character that each face of `base.css` is needed for at once. */
const FACES = [
  ['14px "Inter Variable"', " "],
  ['14px "Inter Punctuation"', "…"],
] as const;

/**
 * Waits for the fonts. Laid out before, the page would look for a font of the system in their place, once for each size
 * and weight, and each search goes through all of the system's fonts.
 */
export async function fontsLoaded(): Promise<void> {
  // A font that can't be loaded is replaced.
  await Promise.allSettled(FACES.map(([font, text]) => document.fonts.load(font, text)));
}
