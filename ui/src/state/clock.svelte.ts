// The current time for ages on screen. It is the page's only timer.

const INTERVAL_MS = 60_000;

class Clock {
  now = $state(Date.now());

  constructor() {
    setInterval(() => this.tick(), INTERVAL_MS);
    document.addEventListener("visibilitychange", () => this.tick());
  }

  tick(): void {
    this.now = Date.now();
  }
}

export const clock = new Clock();
