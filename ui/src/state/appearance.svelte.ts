// Language and colours in force: the owner's choice, or the system's.

import type { LanguageChoice, ThemeChoice, WordsLanguage } from "../backend/generated";

const darkSystem = window.matchMedia("(prefers-color-scheme: dark)");

class Appearance {
  #language = $state<LanguageChoice>("system");
  #theme = $state<ThemeChoice>("system");
  #systemIsDark = $state(darkSystem.matches);

  language: WordsLanguage = $derived(
    this.#language === "system" ? systemLanguage() : this.#language,
  );
  theme = $derived(
    this.#theme === "system" ? (this.#systemIsDark ? "dark" : "light") : this.#theme,
  );
  /** Of numbers and dates: the owner's own region if it speaks the language of the words. */
  locale = $derived(localeOf(this.language));

  constructor() {
    darkSystem.addEventListener("change", (event) => (this.#systemIsDark = event.matches));
  }

  choose(language: LanguageChoice, theme: ThemeChoice): void {
    this.#language = language;
    this.#theme = theme;
  }
}

export const appearance = new Appearance();

function systemLanguage(): WordsLanguage {
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

function localeOf(language: WordsLanguage): string {
  const own = navigator.languages.find((tag) => tag.toLowerCase().split("-")[0] === language);
  return own ?? (language === "zh" ? "zh-CN" : "en-GB");
}
