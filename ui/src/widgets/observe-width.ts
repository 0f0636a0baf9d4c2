import type { Attachment } from "svelte/attachments";

/** Reports an element's width in whole CSS pixels, at first and after each change. */
export function observeWidth(report: (width: number) => void): Attachment<HTMLElement> {
  return (element) => {
    let frame = 0;
    const measure = () => report(Math.round(element.clientWidth));
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
