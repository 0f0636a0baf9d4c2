import type { Attachment } from "svelte/attachments";

type Style = Partial<Record<"left" | "top" | "width" | "height" | "transform" | "zIndex", string>>;

/** Sets styles that depend on figures. Svelte's own directives would bring more code than all that uses them. */
export function styled(style: Style): Attachment<HTMLElement> {
  return (element) => void Object.assign(element.style, style);
}
