return [...document.querySelectorAll('[data-testid="pool-item"]')].map((item) => ({
  text: item.innerText.trim().replace(/\s+/g, ' '),
  current: item.matches('[aria-current]:not([aria-current="false"])')
    || item.querySelector('[aria-current]:not([aria-current="false"])') !== null,
}));
