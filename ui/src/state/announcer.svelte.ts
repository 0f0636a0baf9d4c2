// Messages for screen readers, read aloud by the live region in App.svelte.

class Announcer {
  text = $state("");

  say(text: string): void {
    // A live region ignores unchanged text: a trailing no-break space makes a repeated message differ.
    this.text = this.text === text ? `${text}\u00a0` : text;
  }
}

export const announcer = new Announcer();
