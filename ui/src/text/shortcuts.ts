// The names of keys that are pressed together.

const isMac = /mac/i.test(navigator.platform);

/** A letter with the system's command key, as its menus write it. */
export function shortcut(letter: string): string {
  return isMac ? `⌘${letter}` : `Ctrl ${letter}`;
}
