// The address of a proxy and its user name: two fields, one URL.

/** The URL with the user name in it, which the backend expects percent-encoded. */
export function proxyUrl(address: string, user: string): string {
  const [, scheme = "", rest = ""] = /^([a-z0-9]+:\/\/)?(.*)$/i.exec(address.trim()) ?? [];
  const name = user.trim();
  return scheme + (name === "" ? "" : `${encodeURIComponent(name)}@`) + rest;
}

/** The fields of a saved URL. */
export function addressOf(url: string): { address: string; user: string } {
  const [, scheme = "", name = "", rest = ""] =
    /^([a-z0-9]+:\/\/)?(?:([^@]*)@)?(.*)$/i.exec(url) ?? [];
  return { address: scheme + rest, user: decoded(name) };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
