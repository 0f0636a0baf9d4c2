// What is wrong with the page now, in words; nothing if all is well.
const wrong = [];
const own = document.getElementById("app");
if (window.ran !== undefined) wrong.push(`something ran: ${window.ran}`);
if (window.broken?.length) wrong.push(`the policy was broken: ${window.broken.join("; ")}`);
if (location.href.split(/[?#]/)[0] !== "tauri://localhost/" && location.protocol !== "tauri:") wrong.push(location.href);

const brought = "script, style, link, meta, iframe, object, embed, img, form[action], [srcdoc], [href^='javascript'], base";
for (const element of own.querySelectorAll(brought)) wrong.push(`an element came in: ${element.outerHTML.slice(0, 200)}`);
for (const element of own.querySelectorAll("*"))
  for (const { name } of element.attributes) if (/^on/i.test(name)) wrong.push(`a handler came in: ${name}`);

const page = document.documentElement;
if (page.scrollWidth > innerWidth) wrong.push(`the page is ${page.scrollWidth} wide in ${innerWidth}`);
for (const element of own.querySelectorAll("main, nav, .screen, .title, .strip, [role=dialog]"))
  if (element.scrollWidth > element.clientWidth + 1)
    wrong.push(`${element.tagName}.${element.className} overflows: ${element.scrollWidth} in ${element.clientWidth}`);

const box = (element) => element.getBoundingClientRect();
const holds = (outer, inner) => {
  const [o, i] = [box(outer), box(inner)];
  return i.left >= o.left - 1 && i.right <= o.right + 1 && i.top >= o.top - 1 && i.bottom <= o.bottom + 1;
};
const seen = (element) => !element.closest(".visually-hidden") && box(element).width > 1;
for (const outer of own.querySelectorAll("[data-testid=benefit-card], [data-testid=pool-item]"))
  for (const inner of outer.querySelectorAll("*"))
    if (seen(inner) && !holds(outer, inner) && !clipped(inner, outer))
      wrong.push(`${inner.tagName}.${inner.className} leaves its ${outer.dataset.testid}: ${inner.textContent.slice(0, 40)}`);

/** Something between the two cuts it off. */
function clipped(inner, outer) {
  for (let element = inner.parentElement; element !== outer; element = element.parentElement)
    if (getComputedStyle(element).overflow !== "visible" && holds(outer, element)) return true;
  return false;
}

const cards = [...own.querySelectorAll("[data-testid=benefit-card]")].map(box);
for (const [index, one] of cards.entries())
  for (const other of cards.slice(index + 1, index + 8))
    if (one.right > other.left + 1 && other.right > one.left + 1 && one.bottom > other.top + 1 && other.bottom > one.top + 1)
      wrong.push(`cards ${index} and another overlap`);

// eslint-disable-next-line no-control-regex
const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2065\ufeff]/;
if (steering.test(own.textContent)) wrong.push(`characters that steer are in the page`);
return wrong;
