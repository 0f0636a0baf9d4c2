// The effective language and theme: the setting, or the system's.

import type { LanguageChoice, ThemeChoice, WordsLanguage } from "../backend/types";

const systemDark = window.matchMedia("(prefers-color-scheme: dark)");

class Appearance {
  #language = $state<LanguageChoice>("system");
  #theme = $state<ThemeChoice>("system");
  #systemIsDark = $state(systemDark.matches);

  language: WordsLanguage = $derived(
    this.#language === "system" ? systemLanguage() : this.#language,
  );
  theme = $derived(
    this.#theme === "system" ? (this.#systemIsDark ? "dark" : "light") : this.#theme,
  );
  /** For numbers and dates: the user's region if it matches the language. */
  locale = $derived(localeOf(this.language));

  constructor() {
    systemDark.addEventListener("change", (event) => (this.#systemIsDark = event.matches));
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
  const tag = navigator.languages.find((tag) => tag.toLowerCase().split("-")[0] === language);
  return tag ?? (language === "zh" ? "zh-CN" : "en-GB");
}
