const place = (item) => Number(item.dataset.place);
const items = [...document.querySelectorAll('[data-testid="pool-item"]')];
return items.toSorted((one, other) => place(one) - place(other)).map((item) => ({
  text: item.innerText.trim().replace(/\s+/g, ' '),
  current: item.matches('[aria-current]:not([aria-current="false"])'),
}));
