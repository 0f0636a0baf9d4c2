// The texts of the page, which come with it as data: see scripts/message-templates.ts.

import { appearance } from "../state/appearance.svelte";
import type { MessageKey, Messages } from "./en";

type Language = typeof appearance.language;

const catalogues: Partial<Record<Language, Messages>> = {};

/** The texts in the language that is shown. */
export function messages(): Messages {
  const { language } = appearance;
  return (catalogues[language] ??= read(language));
}

export function isMessage(key: string): key is MessageKey {
  return key in messages();
}

function read(language: Language): Messages {
  const template = document.getElementById(`text-${language}`);
  if (!(template instanceof HTMLTemplateElement)) throw new Error(`no texts for ${language}`);
  return JSON.parse(template.content.textContent) as Messages;
}
