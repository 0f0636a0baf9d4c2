// What happened, for those who do not see it happen: read aloud by the live region of App.svelte.

class Announcer {
  text = $state("");

  say(text: string): void {
    // The same words twice are two events: a trailing no-break space makes them differ.
    this.text = this.text === text ? `${text}\u00a0` : text;
  }
}

export const announcer = new Announcer();
