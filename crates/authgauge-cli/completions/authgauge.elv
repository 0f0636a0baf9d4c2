
use builtin;
use str;

set edit:completion:arg-completer[authgauge] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'authgauge'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'authgauge'= {
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand pools 'Work with user pools'
            cand overview 'The worst about each pool'
            cand usage 'Each benefit with its limit, what is used and what is left'
            cand mau 'The monthly active users of each period'
            cand plan 'The plan of each pool and when it ends'
            cand history 'The days of a benefit, and how its figures changed'
            cand forecast 'When each benefit will be full'
            cand alerts 'The alerts, newest first'
            cand guard 'Answer one question by the exit code: 0 yes, 1 no'
            cand export 'Write usage, MAU and histories to a file, or a chart of them'
            cand metrics 'Print metrics for Prometheus, write them to a file, or serve them'
            cand mcp 'Answer an assistant that speaks the Model Context Protocol, over standard input and output'
            cand doctor 'Print what a maintainer asks for: no name, host, path or key'
            cand completions 'Print the completions of a shell'
            cand open 'Open the window, or bring it to the front'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'authgauge;pools'= {
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List the pools'
            cand add 'Add a pool, after its key was tried'
            cand rename 'Give a pool another name'
            cand remove 'Remove a pool with its readings, its history and its key'
            cand test 'Sign in to a pool with its key, and store nothing'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'authgauge;pools;list'= {
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;pools;add'= {
            cand --service 'Who runs it'
            cand --host 'The host of a private deployment'
            cand --ca-file 'A file with the certificate authority of a private deployment'
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --no-keychain 'Do not store the key'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'authgauge;pools;rename'= {
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;pools;remove'= {
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --yes 'Do not ask'
            cand --leave-key 'Remove it even if the keychain refuses to remove its key'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;pools;test'= {
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;pools;help'= {
            cand list 'List the pools'
            cand add 'Add a pool, after its key was tried'
            cand rename 'Give a pool another name'
            cand remove 'Remove a pool with its readings, its history and its key'
            cand test 'Sign in to a pool with its key, and store nothing'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'authgauge;pools;help;list'= {
        }
        &'authgauge;pools;help;add'= {
        }
        &'authgauge;pools;help;rename'= {
        }
        &'authgauge;pools;help;remove'= {
        }
        &'authgauge;pools;help;test'= {
        }
        &'authgauge;pools;help;help'= {
        }
        &'authgauge;overview'= {
            cand --pool 'Only this pool, by its name or ID. May be given several times'
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;usage'= {
            cand --pool 'Only this pool, by its name or ID. May be given several times'
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;mau'= {
            cand --pool 'Only this pool, by its name or ID. May be given several times'
            cand --from 'The first day, YYYY-MM-DD; else a year ago'
            cand --to 'The last day, YYYY-MM-DD; else today'
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;plan'= {
            cand --pool 'Only this pool, by its name or ID. May be given several times'
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;history'= {
            cand --pool 'Only this pool, by its name or ID. May be given several times'
            cand --days 'How many days up to today'
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;forecast'= {
            cand --pool 'Only this pool, by its name or ID. May be given several times'
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;alerts'= {
            cand --pool 'Only this pool, by its name or ID. May be given several times'
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List the alerts'
            cand seen 'Mark all alerts as seen'
            cand snooze 'Do not deliver an alert again for some hours; 0 ends that'
            cand mute 'Record alerts of a pool, or of a part of it, without delivering them'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'authgauge;alerts;list'= {
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;alerts;seen'= {
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;alerts;snooze'= {
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;alerts;mute'= {
            cand --part 'Only a part: plan, key, age, mau, or benefit:CODE'
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --off 'Deliver them again'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;alerts;help'= {
            cand list 'List the alerts'
            cand seen 'Mark all alerts as seen'
            cand snooze 'Do not deliver an alert again for some hours; 0 ends that'
            cand mute 'Record alerts of a pool, or of a part of it, without delivering them'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'authgauge;alerts;help;list'= {
        }
        &'authgauge;alerts;help;seen'= {
        }
        &'authgauge;alerts;help;snooze'= {
        }
        &'authgauge;alerts;help;mute'= {
        }
        &'authgauge;alerts;help;help'= {
        }
        &'authgauge;guard'= {
            cand --pool 'Only this pool, by its name or ID. May be given several times'
            cand --benefit 'Only this benefit, by its code; MAU is the running MAU period. May be given several times'
            cand --min-left 'At least this much is left: a number, or a part of the limit such as 10%'
            cand --need 'There is room for this much more'
            cand --within 'It will not be full within this many days, up to 120, as far as the forecast tells'
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --fail-open 'Exit with 0 instead of 3, 4 and 5: what cannot be told stops nothing'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;export'= {
            cand -o 'The file. It is written whole or not at all'
            cand --output 'The file. It is written whole or not at all'
            cand --pool 'Only this pool, by its name or ID. May be given several times'
            cand --benefit 'Only the history of this benefit, by its code'
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;metrics'= {
            cand --textfile 'Write them to this file, whole or not at all, for the textfile collector of node_exporter or windows_exporter'
            cand --listen 'Serve them at this address, such as 127.0.0.1:9464, as /metrics'
            cand --token-file 'A file with the bearer token that a scrape must have. Needed unless the address is this computer''s own'
            cand --pool 'Only this pool, by its name or ID. May be given several times'
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;mcp'= {
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'authgauge;doctor'= {
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;completions'= {
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;open'= {
            cand --data-dir 'Read the database in this folder instead of the user''s data folder'
            cand --key-file 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600'
            cand --timeout 'How long to wait for servers'
            cand --color 'When to use colours. `NO_COLOR` switches them off too'
            cand --lang 'The language of tables; else that of the settings, or the system''s'
            cand --max-age 'Figures that are older count as stale: 90s, 30m, 12h, 7d'
            cand --demo 'Show simulated pools'
            cand --live 'Ask the servers now, and write nothing'
            cand --refresh 'Ask the servers now, and store the answers. An open window does both'
            cand --json 'Print one JSON document instead of a table'
            cand -q 'Print nothing; the exit code tells'
            cand --quiet 'Print nothing; the exit code tells'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'authgauge;help'= {
            cand pools 'Work with user pools'
            cand overview 'The worst about each pool'
            cand usage 'Each benefit with its limit, what is used and what is left'
            cand mau 'The monthly active users of each period'
            cand plan 'The plan of each pool and when it ends'
            cand history 'The days of a benefit, and how its figures changed'
            cand forecast 'When each benefit will be full'
            cand alerts 'The alerts, newest first'
            cand guard 'Answer one question by the exit code: 0 yes, 1 no'
            cand export 'Write usage, MAU and histories to a file, or a chart of them'
            cand metrics 'Print metrics for Prometheus, write them to a file, or serve them'
            cand mcp 'Answer an assistant that speaks the Model Context Protocol, over standard input and output'
            cand doctor 'Print what a maintainer asks for: no name, host, path or key'
            cand completions 'Print the completions of a shell'
            cand open 'Open the window, or bring it to the front'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'authgauge;help;pools'= {
            cand list 'List the pools'
            cand add 'Add a pool, after its key was tried'
            cand rename 'Give a pool another name'
            cand remove 'Remove a pool with its readings, its history and its key'
            cand test 'Sign in to a pool with its key, and store nothing'
        }
        &'authgauge;help;pools;list'= {
        }
        &'authgauge;help;pools;add'= {
        }
        &'authgauge;help;pools;rename'= {
        }
        &'authgauge;help;pools;remove'= {
        }
        &'authgauge;help;pools;test'= {
        }
        &'authgauge;help;overview'= {
        }
        &'authgauge;help;usage'= {
        }
        &'authgauge;help;mau'= {
        }
        &'authgauge;help;plan'= {
        }
        &'authgauge;help;history'= {
        }
        &'authgauge;help;forecast'= {
        }
        &'authgauge;help;alerts'= {
            cand list 'List the alerts'
            cand seen 'Mark all alerts as seen'
            cand snooze 'Do not deliver an alert again for some hours; 0 ends that'
            cand mute 'Record alerts of a pool, or of a part of it, without delivering them'
        }
        &'authgauge;help;alerts;list'= {
        }
        &'authgauge;help;alerts;seen'= {
        }
        &'authgauge;help;alerts;snooze'= {
        }
        &'authgauge;help;alerts;mute'= {
        }
        &'authgauge;help;guard'= {
        }
        &'authgauge;help;export'= {
        }
        &'authgauge;help;metrics'= {
        }
        &'authgauge;help;mcp'= {
        }
        &'authgauge;help;doctor'= {
        }
        &'authgauge;help;completions'= {
        }
        &'authgauge;help;open'= {
        }
        &'authgauge;help;help'= {
        }
    ]
    $completions[$command]
}
