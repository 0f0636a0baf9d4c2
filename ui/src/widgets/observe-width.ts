import type { Attachment } from "svelte/attachments";

/** Tells how wide an element is, in whole CSS pixels: at first, and when that changes. */
export function measured(tell: (width: number) => void): Attachment<HTMLElement> {
  return (element) => {
    let frame = 0;
    const measure = () => tell(Math.round(element.clientWidth));
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(measure);
    });
    measure();
    observer.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  };
}
