import type { Picture } from "./chart";

const NAMESPACE = "http://www.w3.org/2000/svg";

/** Returns null for anything but an SVG document. */
export function parseSvg({ svg, width, height }: Picture): Node | null {
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  if (root.localName !== "svg" || root.namespaceURI !== NAMESPACE) return null;
  if (!root.hasAttribute("viewBox")) root.setAttribute("viewBox", `0 0 ${width} ${height}`);
  root.setAttribute("aria-hidden", "true");
  return document.importNode(root, true);
}
