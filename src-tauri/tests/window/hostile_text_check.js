// Returns the defects of the current page as sentences.
const defects = [];
const own = document.getElementById("app");
if (window.ran !== undefined) defects.push(`a script ran: ${window.ran}`);
if (window.violations?.length) defects.push(`policy violations: ${window.violations.join("; ")}`);
if (location.href.split(/[?#]/)[0] !== "tauri://localhost/" && location.protocol !== "tauri:") defects.push(location.href);

const injected = "script, style, link, meta, iframe, object, embed, img, form[action], [srcdoc], [href^='javascript'], base";
for (const element of own.querySelectorAll(injected)) defects.push(`an element was injected: ${element.outerHTML.slice(0, 200)}`);
for (const element of own.querySelectorAll("*"))
  for (const { name } of element.attributes) if (/^on/i.test(name)) defects.push(`a handler was injected: ${name}`);

const page = document.documentElement;
if (page.scrollWidth > innerWidth) defects.push(`the page is ${page.scrollWidth} wide in ${innerWidth}`);
for (const element of own.querySelectorAll("main, nav, .screen, .title, .strip, [role=dialog]"))
  if (element.scrollWidth > element.clientWidth + 1)
    defects.push(`${element.tagName}.${element.className} overflows: ${element.scrollWidth} in ${element.clientWidth}`);

const box = (element) => element.getBoundingClientRect();
const contains = (outer, inner) => {
  const [o, i] = [box(outer), box(inner)];
  return i.left >= o.left - 1 && i.right <= o.right + 1 && i.top >= o.top - 1 && i.bottom <= o.bottom + 1;
};
const isVisible = (element) => !element.closest(".visually-hidden") && box(element).width > 1;
for (const outer of own.querySelectorAll("[data-testid=benefit-card], [data-testid=pool-item]"))
  for (const inner of outer.querySelectorAll("*"))
    if (isVisible(inner) && !contains(outer, inner) && !isClipped(inner, outer))
      defects.push(`${inner.tagName}.${inner.className} leaves its ${outer.dataset.testid}: ${inner.textContent.slice(0, 40)}`);

/** True when an element between the two clips the inner one. */
function isClipped(inner, outer) {
  for (let element = inner.parentElement; element !== outer; element = element.parentElement)
    if (getComputedStyle(element).overflow !== "visible" && contains(outer, element)) return true;
  return false;
}

const cards = [...own.querySelectorAll("[data-testid=benefit-card]")].map(box);
for (const [index, one] of cards.entries())
  for (const other of cards.slice(index + 1, index + 8))
    if (one.right > other.left + 1 && other.right > one.left + 1 && one.bottom > other.top + 1 && other.bottom > one.top + 1)
      defects.push(`card ${index} overlaps another`);

// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2065\ufeff]/;
if (control.test(own.textContent)) defects.push(`control characters are in the page`);
return defects;
