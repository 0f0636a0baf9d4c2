const find = (card, id) => card.querySelector(`[data-testid="${id}"]`);
const figure = (card, id) => find(card, id)?.dataset.value ?? null;
return [...document.querySelectorAll('[data-testid="benefit-card"]')].map((card) => ({
  code: card.dataset.code ?? '',
  level: card.dataset.level ?? '',
  name: (find(card, 'benefit-name') ?? card.querySelector('h2, h3, h4'))?.textContent.trim() ?? '',
  used: figure(card, 'figure-used'),
  total: figure(card, 'figure-total'),
  percent: figure(card, 'figure-percent'),
  trial: find(card, 'trial-badge') !== null,
}));
