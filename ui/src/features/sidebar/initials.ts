// Initials of pools for the narrow sidebar, each different from all others.

/** More letters than these tell two names apart no better than a number. */
const MOST_LETTERS = 3;

/** `AP` for "Acme Production"; `APr` and `APa` beside "Acme Partners". */
export function initialsOf(names: string[]): string[] {
  let letters = names.map(() => 1);
  for (let round = 1; round < MOST_LETTERS; round++) {
    const taken = names.map((name, index) => initials(name, letters[index] ?? 1));
    letters = letters.map((count, index) => (isUnique(taken, index) ? count : count + 1));
  }
  return numbered(names.map((name, index) => initials(name, letters[index] ?? 1)));
}

/** The first letter of the first word and some of the second; of a single word or a Chinese name, its first ones. */
function initials(name: string, letters: number): string {
  const [first = "", second] = name.trim().split(/\s+/u);
  const characters = Array.from(first);
  if (/^\p{Script=Han}/u.test(first)) return characters.slice(0, letters).join("");
  const rest = second === undefined ? characters.slice(1) : Array.from(second);
  const [initial = "", ...more] = rest.slice(0, letters);
  return (characters[0] ?? "").toUpperCase() + initial.toUpperCase() + more.join("").toLowerCase();
}

/** Names that begin alike are told apart by a number. */
function numbered(all: string[]): string[] {
  const taken = new Set(all);
  return all.map((text, index) => {
    if (isUnique(all, index)) return text;
    const stem = Array.from(text).slice(0, 2).join("");
    let number = 1;
    while (taken.has(`${stem}${number}`)) number++;
    taken.add(`${stem}${number}`);
    return `${stem}${number}`;
  });
}

function isUnique(all: string[], index: number): boolean {
  return all.every((other, at) => at === index || other !== all[index]);
}
