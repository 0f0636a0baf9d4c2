import type { WordsLanguage } from "../src/backend/types";
import type { ChartRequest, HistoryRequest } from "../src/backend/types";
import { alerts } from "../tests/fixtures/alerts";
import { FakeBackend } from "../tests/fixtures/backend";
import {
  HOSTILE,
  LONG_EN,
  LONG_ZH,
  manyCards,
  oddCards,
  plainCards,
} from "../tests/fixtures/cards";
import { mauView } from "../tests/fixtures/chart";
import { historyView } from "../tests/fixtures/history";
import { failure, minutesAgo, overview, planEnds, pool, summaries } from "../tests/fixtures/pools";

import { manyPools, picture } from "./portfolio";

type Scene = (language: WordsLanguage) => FakeBackend;

const rejected = failure("key_rejected", {
  message: "密钥错误：secret mismatch <b>bold</b>",
  request_id: "5f2b6c1e-77aa-4c07-9a53-0d9e4e3c1b7a",
});

function withPool(part: Parameters<typeof pool>[0]): FakeBackend {
  return new FakeBackend(overview(), [pool(part)]);
}

export const scenes = {
  overview: () => {
    const backend = new FakeBackend(overview({ pools: manyPools() }));
    return backend.at("first").answer("portfolio", () => picture(backend.overview));
  },
  main: (language) =>
    new FakeBackend(overview({ alerts: alerts(), unseen_alerts: 3 }), [
      pool({
        cards: plainCards(language),
      }),
    ]),
  fresh: (language) =>
    withPool({
      cards: plainCards(language).map((card) => ({
        ...card,
        trend: null,
        outlook: { kind: "too_little_history", days: 0, needed: 14 },
      })),
    }).answer("benefit_history", ({ request }) => {
      const view = historyView(request as HistoryRequest);
      return { ...view, chart: null, days: [], changes: [] };
    }),
  trayless: (language) =>
    new FakeBackend(
      overview({
        hook_programs: {
          file: "/home/ada/.config/org.authgauge.Authgauge/hooks.toml",
          programs: [{ path: "/usr/bin/logger", arguments: ["-t", "authgauge"] }],
          refused: null,
        },
      }),
      [pool({ cards: plainCards(language) })],
    ).answer("tray_state", () => ({ available: false })),
  calm: (language) => withPool({ cards: plainCards(language).slice(4), notices: [] }),
  odd: () =>
    new FakeBackend(
      overview({
        pools: [
          { ...summaries()[0], id: "p1", name: LONG_EN.slice(0, 80), failing: true } as never,
          { ...summaries()[2], id: "p2", name: LONG_ZH.slice(0, 80) } as never,
          { ...summaries()[1], id: "p3", name: HOSTILE } as never,
        ],
      }),
      [pool({ name: LONG_ZH.slice(0, 80), cards: oddCards() })],
    ).answer("mau_view", ({ request }) =>
      mauView(request as ChartRequest, { unreadable: 2, unreadable_dates: "11/12/2026 – someday" }),
    ),
  many: () => withPool({ cards: manyCards(200) }),
  one: () => withPool({ cards: plainCards().slice(1, 2), notices: [] }),
  none: () =>
    withPool({ cards: [], notices: [] }).answer("mau_view", ({ request }) => {
      const view = mauView(request as ChartRequest);
      return { ...view, chart: view.chart && { ...view.chart, bars: [] } };
    }),
  rejected: (language) =>
    withPool({
      cards: plainCards(language),
      reading: { taken_at: minutesAgo(190), source: "kept" },
      notices: [
        { kind: "failed", failure: rejected, kept_from: minutesAgo(190) },
        { kind: "over_limit", count: 1, name: plainCards(language)[0]?.name ?? "" },
        planEnds(6),
        { kind: "trial", count: 3 },
        { kind: "key_for_session_only" },
      ],
    }),
  unread: () =>
    withPool({
      cards: null,
      reading: null,
      plan: null,
      notices: [{ kind: "failed", failure: failure("unreachable"), kept_from: null }],
    }).answer("mau_view", () => ({
      chart: null,
      reading: null,
      failure: failure("unreachable"),
      unreadable: 0,
      unreadable_dates: null,
    })),
  loading: () =>
    withPool({ cards: null, reading: null, plan: null, notices: [], refreshing: true }).answer(
      "mau_view",
      () => new Promise(() => undefined),
    ),
  first: () => new FakeBackend(overview({ pools: [] })),
  keyless: () =>
    new FakeBackend(
      overview({
        pools: [],
        keychain: {
          name: "Secret Service",
          session_only: true,
          trouble: failure("keychain_missing"),
        },
      }),
    ),
  refused: () =>
    new FakeBackend(overview({ pools: [] })).answer("test_key", () => {
      throw rejected;
    }),
  demo: (language) =>
    new FakeBackend(overview({ demo: true }), [
      pool({ cards: plainCards(language), reading: { taken_at: minutesAgo(2), source: "demo" } }),
    ]),
  lost: () =>
    new FakeBackend(
      overview({
        store_trouble: {
          kind: "set_aside",
          path: "/home/ada/authgauge.db.broken-1",
          restored: true,
        },
      }),
    ),
} satisfies Record<string, Scene>;
