import type { Attachment } from "svelte/attachments";

type Style = Partial<Record<"left" | "top" | "width" | "height" | "transform" | "zIndex", string>>;

/** Sets computed styles. Svelte's style directives would add more code than all their uses here. */
export function elementStyle(style: Style): Attachment<HTMLElement> {
  return (element) => void Object.assign(element.style, style);
}
