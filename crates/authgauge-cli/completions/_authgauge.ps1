
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'authgauge' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'authgauge'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'authgauge' {
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('pools', 'pools', [CompletionResultType]::ParameterValue, 'Work with user pools')
            [CompletionResult]::new('overview', 'overview', [CompletionResultType]::ParameterValue, 'The worst about each pool')
            [CompletionResult]::new('usage', 'usage', [CompletionResultType]::ParameterValue, 'Each benefit with its limit, what is used and what is left')
            [CompletionResult]::new('mau', 'mau', [CompletionResultType]::ParameterValue, 'The monthly active users of each period')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'The plan of each pool and when it ends')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'The days of a benefit, and how its figures changed')
            [CompletionResult]::new('forecast', 'forecast', [CompletionResultType]::ParameterValue, 'When each benefit will be full')
            [CompletionResult]::new('alerts', 'alerts', [CompletionResultType]::ParameterValue, 'The alerts, newest first')
            [CompletionResult]::new('guard', 'guard', [CompletionResultType]::ParameterValue, 'Answer one question by the exit code: 0 yes, 1 no')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write usage, MAU and histories to a file, or a chart of them')
            [CompletionResult]::new('metrics', 'metrics', [CompletionResultType]::ParameterValue, 'Print metrics for Prometheus, write them to a file, or serve them')
            [CompletionResult]::new('mcp', 'mcp', [CompletionResultType]::ParameterValue, 'Answer an assistant that speaks the Model Context Protocol, over standard input and output')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Print what a maintainer asks for: no name, host, path or key')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions of a shell')
            [CompletionResult]::new('open', 'open', [CompletionResultType]::ParameterValue, 'Open the window, or bring it to the front')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'authgauge;pools' {
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the pools')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a pool, after its key was tried')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Give a pool another name')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a pool with its readings, its history and its key')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Sign in to a pool with its key, and store nothing')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'authgauge;pools;list' {
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;pools;add' {
            [CompletionResult]::new('--service', '--service', [CompletionResultType]::ParameterName, 'Who runs it')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The host of a private deployment')
            [CompletionResult]::new('--ca-file', '--ca-file', [CompletionResultType]::ParameterName, 'A file with the certificate authority of a private deployment')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--no-keychain', '--no-keychain', [CompletionResultType]::ParameterName, 'Do not store the key')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'authgauge;pools;rename' {
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;pools;remove' {
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--leave-key', '--leave-key', [CompletionResultType]::ParameterName, 'Remove it even if the keychain refuses to remove its key')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;pools;test' {
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;pools;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the pools')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a pool, after its key was tried')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Give a pool another name')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a pool with its readings, its history and its key')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Sign in to a pool with its key, and store nothing')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'authgauge;pools;help;list' {
            break
        }
        'authgauge;pools;help;add' {
            break
        }
        'authgauge;pools;help;rename' {
            break
        }
        'authgauge;pools;help;remove' {
            break
        }
        'authgauge;pools;help;test' {
            break
        }
        'authgauge;pools;help;help' {
            break
        }
        'authgauge;overview' {
            [CompletionResult]::new('--pool', '--pool', [CompletionResultType]::ParameterName, 'Only this pool, by its name or ID. May be given several times')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;usage' {
            [CompletionResult]::new('--pool', '--pool', [CompletionResultType]::ParameterName, 'Only this pool, by its name or ID. May be given several times')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;mau' {
            [CompletionResult]::new('--pool', '--pool', [CompletionResultType]::ParameterName, 'Only this pool, by its name or ID. May be given several times')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'The first day, YYYY-MM-DD; else a year ago')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The last day, YYYY-MM-DD; else today')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;plan' {
            [CompletionResult]::new('--pool', '--pool', [CompletionResultType]::ParameterName, 'Only this pool, by its name or ID. May be given several times')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;history' {
            [CompletionResult]::new('--pool', '--pool', [CompletionResultType]::ParameterName, 'Only this pool, by its name or ID. May be given several times')
            [CompletionResult]::new('--days', '--days', [CompletionResultType]::ParameterName, 'How many days up to today')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;forecast' {
            [CompletionResult]::new('--pool', '--pool', [CompletionResultType]::ParameterName, 'Only this pool, by its name or ID. May be given several times')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;alerts' {
            [CompletionResult]::new('--pool', '--pool', [CompletionResultType]::ParameterName, 'Only this pool, by its name or ID. May be given several times')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the alerts')
            [CompletionResult]::new('seen', 'seen', [CompletionResultType]::ParameterValue, 'Mark all alerts as seen')
            [CompletionResult]::new('snooze', 'snooze', [CompletionResultType]::ParameterValue, 'Do not deliver an alert again for some hours; 0 ends that')
            [CompletionResult]::new('mute', 'mute', [CompletionResultType]::ParameterValue, 'Record alerts of a pool, or of a part of it, without delivering them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'authgauge;alerts;list' {
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;alerts;seen' {
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;alerts;snooze' {
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;alerts;mute' {
            [CompletionResult]::new('--part', '--part', [CompletionResultType]::ParameterName, 'Only a part: plan, key, age, mau, or benefit:CODE')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--off', '--off', [CompletionResultType]::ParameterName, 'Deliver them again')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;alerts;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the alerts')
            [CompletionResult]::new('seen', 'seen', [CompletionResultType]::ParameterValue, 'Mark all alerts as seen')
            [CompletionResult]::new('snooze', 'snooze', [CompletionResultType]::ParameterValue, 'Do not deliver an alert again for some hours; 0 ends that')
            [CompletionResult]::new('mute', 'mute', [CompletionResultType]::ParameterValue, 'Record alerts of a pool, or of a part of it, without delivering them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'authgauge;alerts;help;list' {
            break
        }
        'authgauge;alerts;help;seen' {
            break
        }
        'authgauge;alerts;help;snooze' {
            break
        }
        'authgauge;alerts;help;mute' {
            break
        }
        'authgauge;alerts;help;help' {
            break
        }
        'authgauge;guard' {
            [CompletionResult]::new('--pool', '--pool', [CompletionResultType]::ParameterName, 'Only this pool, by its name or ID. May be given several times')
            [CompletionResult]::new('--benefit', '--benefit', [CompletionResultType]::ParameterName, 'Only this benefit, by its code; MAU is the running MAU period. May be given several times')
            [CompletionResult]::new('--min-left', '--min-left', [CompletionResultType]::ParameterName, 'At least this much is left: a number, or a part of the limit such as 10%')
            [CompletionResult]::new('--need', '--need', [CompletionResultType]::ParameterName, 'There is room for this much more')
            [CompletionResult]::new('--within', '--within', [CompletionResultType]::ParameterName, 'It will not be full within this many days, up to 120, as far as the forecast tells')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--fail-open', '--fail-open', [CompletionResultType]::ParameterName, 'Exit with 0 instead of 3, 4 and 5: what cannot be told stops nothing')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;export' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'The file. It is written whole or not at all')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'The file. It is written whole or not at all')
            [CompletionResult]::new('--pool', '--pool', [CompletionResultType]::ParameterName, 'Only this pool, by its name or ID. May be given several times')
            [CompletionResult]::new('--benefit', '--benefit', [CompletionResultType]::ParameterName, 'Only the history of this benefit, by its code')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;metrics' {
            [CompletionResult]::new('--textfile', '--textfile', [CompletionResultType]::ParameterName, 'Write them to this file, whole or not at all, for the textfile collector of node_exporter or windows_exporter')
            [CompletionResult]::new('--listen', '--listen', [CompletionResultType]::ParameterName, 'Serve them at this address, such as 127.0.0.1:9464, as /metrics')
            [CompletionResult]::new('--token-file', '--token-file', [CompletionResultType]::ParameterName, 'A file with the bearer token that a scrape must have. Needed unless the address is this computer''s own')
            [CompletionResult]::new('--pool', '--pool', [CompletionResultType]::ParameterName, 'Only this pool, by its name or ID. May be given several times')
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;mcp' {
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'authgauge;doctor' {
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;completions' {
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;open' {
            [CompletionResult]::new('--data-dir', '--data-dir', [CompletionResultType]::ParameterName, 'Read the database in this folder instead of the user''s data folder')
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for servers')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours. `NO_COLOR` switches them off too')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The language of tables; else that of the settings, or the system''s')
            [CompletionResult]::new('--max-age', '--max-age', [CompletionResultType]::ParameterName, 'Figures that are older count as stale: 90s, 30m, 12h, 7d')
            [CompletionResult]::new('--demo', '--demo', [CompletionResultType]::ParameterName, 'Show simulated pools')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Ask the servers now, and write nothing')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask the servers now, and store the answers. An open window does both')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print nothing; the exit code tells')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'authgauge;help' {
            [CompletionResult]::new('pools', 'pools', [CompletionResultType]::ParameterValue, 'Work with user pools')
            [CompletionResult]::new('overview', 'overview', [CompletionResultType]::ParameterValue, 'The worst about each pool')
            [CompletionResult]::new('usage', 'usage', [CompletionResultType]::ParameterValue, 'Each benefit with its limit, what is used and what is left')
            [CompletionResult]::new('mau', 'mau', [CompletionResultType]::ParameterValue, 'The monthly active users of each period')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'The plan of each pool and when it ends')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'The days of a benefit, and how its figures changed')
            [CompletionResult]::new('forecast', 'forecast', [CompletionResultType]::ParameterValue, 'When each benefit will be full')
            [CompletionResult]::new('alerts', 'alerts', [CompletionResultType]::ParameterValue, 'The alerts, newest first')
            [CompletionResult]::new('guard', 'guard', [CompletionResultType]::ParameterValue, 'Answer one question by the exit code: 0 yes, 1 no')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write usage, MAU and histories to a file, or a chart of them')
            [CompletionResult]::new('metrics', 'metrics', [CompletionResultType]::ParameterValue, 'Print metrics for Prometheus, write them to a file, or serve them')
            [CompletionResult]::new('mcp', 'mcp', [CompletionResultType]::ParameterValue, 'Answer an assistant that speaks the Model Context Protocol, over standard input and output')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Print what a maintainer asks for: no name, host, path or key')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions of a shell')
            [CompletionResult]::new('open', 'open', [CompletionResultType]::ParameterValue, 'Open the window, or bring it to the front')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'authgauge;help;pools' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the pools')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a pool, after its key was tried')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Give a pool another name')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a pool with its readings, its history and its key')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Sign in to a pool with its key, and store nothing')
            break
        }
        'authgauge;help;pools;list' {
            break
        }
        'authgauge;help;pools;add' {
            break
        }
        'authgauge;help;pools;rename' {
            break
        }
        'authgauge;help;pools;remove' {
            break
        }
        'authgauge;help;pools;test' {
            break
        }
        'authgauge;help;overview' {
            break
        }
        'authgauge;help;usage' {
            break
        }
        'authgauge;help;mau' {
            break
        }
        'authgauge;help;plan' {
            break
        }
        'authgauge;help;history' {
            break
        }
        'authgauge;help;forecast' {
            break
        }
        'authgauge;help;alerts' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the alerts')
            [CompletionResult]::new('seen', 'seen', [CompletionResultType]::ParameterValue, 'Mark all alerts as seen')
            [CompletionResult]::new('snooze', 'snooze', [CompletionResultType]::ParameterValue, 'Do not deliver an alert again for some hours; 0 ends that')
            [CompletionResult]::new('mute', 'mute', [CompletionResultType]::ParameterValue, 'Record alerts of a pool, or of a part of it, without delivering them')
            break
        }
        'authgauge;help;alerts;list' {
            break
        }
        'authgauge;help;alerts;seen' {
            break
        }
        'authgauge;help;alerts;snooze' {
            break
        }
        'authgauge;help;alerts;mute' {
            break
        }
        'authgauge;help;guard' {
            break
        }
        'authgauge;help;export' {
            break
        }
        'authgauge;help;metrics' {
            break
        }
        'authgauge;help;mcp' {
            break
        }
        'authgauge;help;doctor' {
            break
        }
        'authgauge;help;completions' {
            break
        }
        'authgauge;help;open' {
            break
        }
        'authgauge;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
