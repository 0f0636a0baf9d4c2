//! What `--help` shows at its end.

pub(super) const EXIT_CODES: &str = "\
Exit codes:
  0  done; guard: yes
  1  guard says no
  2  wrong usage
  3  cannot tell: unreachable, timed out, too old, not reported
  4  the access key: none, rejected, keychain locked
  5  local: database, file, policy

Examples:
  authgauge overview
  authgauge usage --pool Acme --json
  authgauge guard --benefit MAU --need 5000";

pub(super) const OVERVIEW: &str = "\
Examples:
  authgauge overview
  authgauge overview --json | jq -r '.pools[] | select(.level == \"over\") | .name'";

pub(super) const USAGE: &str = "\
Examples:
  authgauge usage
  authgauge usage --pool Acme --json | jq -r '.pools[].benefits[] | [.code, .left] | @tsv'";

pub(super) const MAU: &str = "\
Examples:
  authgauge mau
  authgauge mau --from 2026-01-01 --to 2026-06-30";

pub(super) const PLAN: &str = "\
Examples:
  authgauge plan
  authgauge plan --json | jq -r '.pools[] | [.name, .plan.ends_on] | @tsv'";

pub(super) const HISTORY: &str = "\
Examples:
  authgauge history SMS --pool Acme
  authgauge history SMS --days 365 --json";

pub(super) const FORECAST: &str = "\
Examples:
  authgauge forecast
  authgauge forecast SMS --pool Acme";

pub(super) const ALERTS: &str = "\
Examples:
  authgauge alerts
  authgauge alerts --json | jq '[.pools[].alerts[] | select(.seen | not)] | length'";

pub(super) const GUARD: &str = "\
Without a condition the answer is no if something is almost used up, over its limit, or the plan ends within a week.

Examples:
  authgauge guard --pool Acme
  authgauge guard --benefit MAU --need 5000      is there room for 5,000 more MAU?
  authgauge guard --benefit SMS --within 14      will SMS last 14 days?
  authgauge guard --min-left 10% --max-age 2h --quiet || echo 'postpone the import'";

pub(super) const ADD: &str = "\
Examples:
  authgauge pools add Acme
  authgauge pools add Acme --service authing < key.txt
  authgauge pools add Intranet --service private --host https://id.acme.internal --ca-file ca.pem";

pub(super) const EXPORT: &str = "\
Examples:
  authgauge export csv --output figures.csv
  authgauge export png --pool Acme --output mau.png
  authgauge export svg --pool Acme --benefit SMS --output sms.svg";

pub(super) const COMPLETIONS: &str = "\
Examples:
  authgauge completions bash > ~/.local/share/bash-completion/completions/authgauge
  authgauge completions zsh > ~/.zfunc/_authgauge
  authgauge completions fish > ~/.config/fish/completions/authgauge.fish";

pub(super) const METRICS: &str = "\
Examples:
  authgauge metrics
  authgauge metrics --refresh --textfile /var/lib/prometheus/node-exporter/authgauge.prom
  authgauge metrics --listen 127.0.0.1:9464";

pub(super) const MCP: &str = "\
An assistant starts it. Most take a file such as

  { \"mcpServers\": { \"authgauge\": { \"command\": \"authgauge\", \"args\": [\"mcp\"] } } }

With \"args\": [\"mcp\", \"--demo\"] it answers with simulated pools.";
