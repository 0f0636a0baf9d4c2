# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_authgauge_global_optspecs
    string join \n data-dir= demo live refresh key-file= timeout= json q/quiet color= lang= max-age= h/help V/version
end

function __fish_authgauge_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_authgauge_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_authgauge_using_subcommand
    set -l cmd (__fish_authgauge_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c authgauge -n "__fish_authgauge_needs_command" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_needs_command" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_needs_command" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_needs_command" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_needs_command" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_needs_command" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_needs_command" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_needs_command" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_needs_command" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_needs_command" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_needs_command" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c authgauge -n "__fish_authgauge_needs_command" -s V -l version -d 'Print version'
complete -c authgauge -n "__fish_authgauge_needs_command" -f -a "pools" -d 'Work with user pools'
complete -c authgauge -n "__fish_authgauge_needs_command" -f -a "overview" -d 'The worst about each pool'
complete -c authgauge -n "__fish_authgauge_needs_command" -f -a "usage" -d 'Each benefit with its limit, what is used and what is left'
complete -c authgauge -n "__fish_authgauge_needs_command" -f -a "mau" -d 'The monthly active users of each period'
complete -c authgauge -n "__fish_authgauge_needs_command" -f -a "plan" -d 'The plan of each pool and when it ends'
complete -c authgauge -n "__fish_authgauge_needs_command" -f -a "history" -d 'The days of a benefit, and how its figures changed'
complete -c authgauge -n "__fish_authgauge_needs_command" -f -a "forecast" -d 'When each benefit will be full'
complete -c authgauge -n "__fish_authgauge_needs_command" -f -a "alerts" -d 'The alerts, newest first'
complete -c authgauge -n "__fish_authgauge_needs_command" -f -a "guard" -d 'Answer one question by the exit code: 0 yes, 1 no'
complete -c authgauge -n "__fish_authgauge_needs_command" -f -a "export" -d 'Write usage, MAU and histories to a file, or a chart of them'
complete -c authgauge -n "__fish_authgauge_needs_command" -f -a "metrics" -d 'Print metrics for Prometheus, write them to a file, or serve them'
complete -c authgauge -n "__fish_authgauge_needs_command" -f -a "mcp" -d 'Answer an assistant that speaks the Model Context Protocol, over standard input and output'
complete -c authgauge -n "__fish_authgauge_needs_command" -f -a "doctor" -d 'Print what a maintainer asks for: no name, host, path or key'
complete -c authgauge -n "__fish_authgauge_needs_command" -f -a "completions" -d 'Print the completions of a shell'
complete -c authgauge -n "__fish_authgauge_needs_command" -f -a "open" -d 'Open the window, or bring it to the front'
complete -c authgauge -n "__fish_authgauge_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and not __fish_seen_subcommand_from list add rename remove test help" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and not __fish_seen_subcommand_from list add rename remove test help" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and not __fish_seen_subcommand_from list add rename remove test help" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and not __fish_seen_subcommand_from list add rename remove test help" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and not __fish_seen_subcommand_from list add rename remove test help" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and not __fish_seen_subcommand_from list add rename remove test help" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and not __fish_seen_subcommand_from list add rename remove test help" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and not __fish_seen_subcommand_from list add rename remove test help" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and not __fish_seen_subcommand_from list add rename remove test help" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and not __fish_seen_subcommand_from list add rename remove test help" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and not __fish_seen_subcommand_from list add rename remove test help" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and not __fish_seen_subcommand_from list add rename remove test help" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and not __fish_seen_subcommand_from list add rename remove test help" -f -a "list" -d 'List the pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and not __fish_seen_subcommand_from list add rename remove test help" -f -a "add" -d 'Add a pool, after its key was tried'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and not __fish_seen_subcommand_from list add rename remove test help" -f -a "rename" -d 'Give a pool another name'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and not __fish_seen_subcommand_from list add rename remove test help" -f -a "remove" -d 'Remove a pool with its readings, its history and its key'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and not __fish_seen_subcommand_from list add rename remove test help" -f -a "test" -d 'Sign in to a pool with its key, and store nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and not __fish_seen_subcommand_from list add rename remove test help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from list" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from list" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from list" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from list" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from list" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from list" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from list" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from list" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from list" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from add" -l service -d 'Who runs it' -r -f -a "genauth\t''
authing\t''
private\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from add" -l host -d 'The host of a private deployment' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from add" -l ca-file -d 'A file with the certificate authority of a private deployment' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from add" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from add" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from add" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from add" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from add" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from add" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from add" -l no-keychain -d 'Do not store the key'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from add" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from add" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from add" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from add" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from rename" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from rename" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from rename" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from rename" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from rename" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from rename" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from rename" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from rename" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from rename" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from rename" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from rename" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from remove" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from remove" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from remove" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from remove" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from remove" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from remove" -l yes -d 'Do not ask'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from remove" -l leave-key -d 'Remove it even if the keychain refuses to remove its key'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from remove" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from remove" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from remove" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from remove" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from test" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from test" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from test" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from test" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from test" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from test" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from test" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from test" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from test" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from test" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from test" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a pool, after its key was tried'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from help" -f -a "rename" -d 'Give a pool another name'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a pool with its readings, its history and its key'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from help" -f -a "test" -d 'Sign in to a pool with its key, and store nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand pools; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c authgauge -n "__fish_authgauge_using_subcommand overview" -l pool -d 'Only this pool, by its name or ID. May be given several times' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand overview" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand overview" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand overview" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand overview" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand overview" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand overview" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand overview" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand overview" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand overview" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand overview" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand overview" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand overview" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand usage" -l pool -d 'Only this pool, by its name or ID. May be given several times' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand usage" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand usage" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand usage" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand usage" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand usage" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand usage" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand usage" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand usage" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand usage" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand usage" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand usage" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand usage" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand mau" -l pool -d 'Only this pool, by its name or ID. May be given several times' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand mau" -l from -d 'The first day, YYYY-MM-DD; else a year ago' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand mau" -l to -d 'The last day, YYYY-MM-DD; else today' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand mau" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand mau" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand mau" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand mau" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand mau" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand mau" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand mau" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand mau" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand mau" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand mau" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand mau" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand mau" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand plan" -l pool -d 'Only this pool, by its name or ID. May be given several times' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand plan" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand plan" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand plan" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand plan" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand plan" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand plan" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand plan" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand plan" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand plan" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand plan" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand plan" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand plan" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand history" -l pool -d 'Only this pool, by its name or ID. May be given several times' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand history" -l days -d 'How many days up to today' -r -f -a "30\t''
90\t''
365\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand history" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand history" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand history" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand history" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand history" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand history" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand history" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand history" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand history" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand history" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand history" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand history" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand forecast" -l pool -d 'Only this pool, by its name or ID. May be given several times' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand forecast" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand forecast" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand forecast" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand forecast" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand forecast" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand forecast" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand forecast" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand forecast" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand forecast" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand forecast" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand forecast" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand forecast" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and not __fish_seen_subcommand_from list seen snooze mute help" -l pool -d 'Only this pool, by its name or ID. May be given several times' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and not __fish_seen_subcommand_from list seen snooze mute help" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and not __fish_seen_subcommand_from list seen snooze mute help" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and not __fish_seen_subcommand_from list seen snooze mute help" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and not __fish_seen_subcommand_from list seen snooze mute help" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and not __fish_seen_subcommand_from list seen snooze mute help" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and not __fish_seen_subcommand_from list seen snooze mute help" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and not __fish_seen_subcommand_from list seen snooze mute help" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and not __fish_seen_subcommand_from list seen snooze mute help" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and not __fish_seen_subcommand_from list seen snooze mute help" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and not __fish_seen_subcommand_from list seen snooze mute help" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and not __fish_seen_subcommand_from list seen snooze mute help" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and not __fish_seen_subcommand_from list seen snooze mute help" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and not __fish_seen_subcommand_from list seen snooze mute help" -f -a "list" -d 'List the alerts'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and not __fish_seen_subcommand_from list seen snooze mute help" -f -a "seen" -d 'Mark all alerts as seen'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and not __fish_seen_subcommand_from list seen snooze mute help" -f -a "snooze" -d 'Do not deliver an alert again for some hours; 0 ends that'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and not __fish_seen_subcommand_from list seen snooze mute help" -f -a "mute" -d 'Record alerts of a pool, or of a part of it, without delivering them'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and not __fish_seen_subcommand_from list seen snooze mute help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from list" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from list" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from list" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from list" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from list" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from list" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from list" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from list" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from list" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from seen" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from seen" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from seen" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from seen" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from seen" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from seen" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from seen" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from seen" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from seen" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from seen" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from seen" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from seen" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from snooze" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from snooze" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from snooze" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from snooze" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from snooze" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from snooze" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from snooze" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from snooze" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from snooze" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from snooze" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from snooze" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from snooze" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l part -d 'Only a part: plan, key, age, mau, or benefit:CODE' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l off -d 'Deliver them again'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from mute" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from mute" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from mute" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the alerts'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from help" -f -a "seen" -d 'Mark all alerts as seen'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from help" -f -a "snooze" -d 'Do not deliver an alert again for some hours; 0 ends that'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from help" -f -a "mute" -d 'Record alerts of a pool, or of a part of it, without delivering them'
complete -c authgauge -n "__fish_authgauge_using_subcommand alerts; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c authgauge -n "__fish_authgauge_using_subcommand guard" -l pool -d 'Only this pool, by its name or ID. May be given several times' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand guard" -l benefit -d 'Only this benefit, by its code; MAU is the running MAU period. May be given several times' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand guard" -l min-left -d 'At least this much is left: a number, or a part of the limit such as 10%' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand guard" -l need -d 'There is room for this much more' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand guard" -l within -d 'It will not be full within this many days, up to 120, as far as the forecast tells' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand guard" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand guard" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand guard" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand guard" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand guard" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand guard" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand guard" -l fail-open -d 'Exit with 0 instead of 3, 4 and 5: what cannot be told stops nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand guard" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand guard" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand guard" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand guard" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand guard" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand guard" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand export" -s o -l output -d 'The file. It is written whole or not at all' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand export" -l pool -d 'Only this pool, by its name or ID. May be given several times' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand export" -l benefit -d 'Only the history of this benefit, by its code' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand export" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand export" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand export" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand export" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand export" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand export" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand export" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand export" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand export" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand export" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand export" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand export" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand metrics" -l textfile -d 'Write them to this file, whole or not at all, for the textfile collector of node_exporter or windows_exporter' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand metrics" -l listen -d 'Serve them at this address, such as 127.0.0.1:9464, as /metrics' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand metrics" -l token-file -d 'A file with the bearer token that a scrape must have. Needed unless the address is this computer\'s own' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand metrics" -l pool -d 'Only this pool, by its name or ID. May be given several times' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand metrics" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand metrics" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand metrics" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand metrics" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand metrics" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand metrics" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand metrics" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand metrics" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand metrics" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand metrics" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand metrics" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand metrics" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand mcp" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand mcp" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand mcp" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand mcp" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand mcp" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand mcp" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand mcp" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand mcp" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand mcp" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand mcp" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand mcp" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand mcp" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c authgauge -n "__fish_authgauge_using_subcommand doctor" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand doctor" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand doctor" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand doctor" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand doctor" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand doctor" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand doctor" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand doctor" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand doctor" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand doctor" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand doctor" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand doctor" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand completions" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand completions" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand completions" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand completions" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand completions" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand completions" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand completions" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand completions" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand completions" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand completions" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand completions" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand completions" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand open" -l data-dir -d 'Read the database in this folder instead of the user\'s data folder' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand open" -l key-file -d 'A file with the access key of the only pool asked about: the ID in its first line, the secret in its second. Its mode must be 0600' -r -F
complete -c authgauge -n "__fish_authgauge_using_subcommand open" -l timeout -d 'How long to wait for servers' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand open" -l color -d 'When to use colours. `NO_COLOR` switches them off too' -r -f -a "auto\t''
always\t''
never\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand open" -l lang -d 'The language of tables; else that of the settings, or the system\'s' -r -f -a "en\t''
zh\t''"
complete -c authgauge -n "__fish_authgauge_using_subcommand open" -l max-age -d 'Figures that are older count as stale: 90s, 30m, 12h, 7d' -r
complete -c authgauge -n "__fish_authgauge_using_subcommand open" -l demo -d 'Show simulated pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand open" -l live -d 'Ask the servers now, and write nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand open" -l refresh -d 'Ask the servers now, and store the answers. An open window does both'
complete -c authgauge -n "__fish_authgauge_using_subcommand open" -l json -d 'Print one JSON document instead of a table'
complete -c authgauge -n "__fish_authgauge_using_subcommand open" -s q -l quiet -d 'Print nothing; the exit code tells'
complete -c authgauge -n "__fish_authgauge_using_subcommand open" -s h -l help -d 'Print help'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and not __fish_seen_subcommand_from pools overview usage mau plan history forecast alerts guard export metrics mcp doctor completions open help" -f -a "pools" -d 'Work with user pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and not __fish_seen_subcommand_from pools overview usage mau plan history forecast alerts guard export metrics mcp doctor completions open help" -f -a "overview" -d 'The worst about each pool'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and not __fish_seen_subcommand_from pools overview usage mau plan history forecast alerts guard export metrics mcp doctor completions open help" -f -a "usage" -d 'Each benefit with its limit, what is used and what is left'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and not __fish_seen_subcommand_from pools overview usage mau plan history forecast alerts guard export metrics mcp doctor completions open help" -f -a "mau" -d 'The monthly active users of each period'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and not __fish_seen_subcommand_from pools overview usage mau plan history forecast alerts guard export metrics mcp doctor completions open help" -f -a "plan" -d 'The plan of each pool and when it ends'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and not __fish_seen_subcommand_from pools overview usage mau plan history forecast alerts guard export metrics mcp doctor completions open help" -f -a "history" -d 'The days of a benefit, and how its figures changed'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and not __fish_seen_subcommand_from pools overview usage mau plan history forecast alerts guard export metrics mcp doctor completions open help" -f -a "forecast" -d 'When each benefit will be full'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and not __fish_seen_subcommand_from pools overview usage mau plan history forecast alerts guard export metrics mcp doctor completions open help" -f -a "alerts" -d 'The alerts, newest first'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and not __fish_seen_subcommand_from pools overview usage mau plan history forecast alerts guard export metrics mcp doctor completions open help" -f -a "guard" -d 'Answer one question by the exit code: 0 yes, 1 no'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and not __fish_seen_subcommand_from pools overview usage mau plan history forecast alerts guard export metrics mcp doctor completions open help" -f -a "export" -d 'Write usage, MAU and histories to a file, or a chart of them'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and not __fish_seen_subcommand_from pools overview usage mau plan history forecast alerts guard export metrics mcp doctor completions open help" -f -a "metrics" -d 'Print metrics for Prometheus, write them to a file, or serve them'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and not __fish_seen_subcommand_from pools overview usage mau plan history forecast alerts guard export metrics mcp doctor completions open help" -f -a "mcp" -d 'Answer an assistant that speaks the Model Context Protocol, over standard input and output'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and not __fish_seen_subcommand_from pools overview usage mau plan history forecast alerts guard export metrics mcp doctor completions open help" -f -a "doctor" -d 'Print what a maintainer asks for: no name, host, path or key'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and not __fish_seen_subcommand_from pools overview usage mau plan history forecast alerts guard export metrics mcp doctor completions open help" -f -a "completions" -d 'Print the completions of a shell'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and not __fish_seen_subcommand_from pools overview usage mau plan history forecast alerts guard export metrics mcp doctor completions open help" -f -a "open" -d 'Open the window, or bring it to the front'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and not __fish_seen_subcommand_from pools overview usage mau plan history forecast alerts guard export metrics mcp doctor completions open help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and __fish_seen_subcommand_from pools" -f -a "list" -d 'List the pools'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and __fish_seen_subcommand_from pools" -f -a "add" -d 'Add a pool, after its key was tried'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and __fish_seen_subcommand_from pools" -f -a "rename" -d 'Give a pool another name'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and __fish_seen_subcommand_from pools" -f -a "remove" -d 'Remove a pool with its readings, its history and its key'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and __fish_seen_subcommand_from pools" -f -a "test" -d 'Sign in to a pool with its key, and store nothing'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and __fish_seen_subcommand_from alerts" -f -a "list" -d 'List the alerts'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and __fish_seen_subcommand_from alerts" -f -a "seen" -d 'Mark all alerts as seen'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and __fish_seen_subcommand_from alerts" -f -a "snooze" -d 'Do not deliver an alert again for some hours; 0 ends that'
complete -c authgauge -n "__fish_authgauge_using_subcommand help; and __fish_seen_subcommand_from alerts" -f -a "mute" -d 'Record alerts of a pool, or of a part of it, without delivering them'
