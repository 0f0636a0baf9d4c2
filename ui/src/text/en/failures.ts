export const failures = {
  "impact.kept": "The figures shown are from {age}.",
  "impact.none": "No figures yet.",
  "impact.form": "Nothing was saved; your entries are still here.",
  "impact.unchanged": "Nothing was changed.",
  "impact.done": "It worked, but what is shown may be out of date.",
  "impact.chart": "The rest of the screen is not affected.",

  "failure.key_rejected.what": "The access key was rejected.",
  "failure.key_rejected.next":
    "Check the ID and the secret; if the secret was rotated, enter the new one.",
  "failure.pool_unknown.what": "The server doesn’t know this user pool.",
  "failure.pool_unknown.next": "Check the Access Key ID and the service it belongs to.",
  "failure.upgrade_required.what": "Your plan doesn’t include this; it needs an upgrade.",
  "failure.upgrade_required.next": "Upgrade the plan in the console, then refresh.",
  "failure.forbidden.what": "This key isn’t allowed to read usage.",
  "failure.forbidden.next":
    "Use the pool’s global key, or allow this key to read usage in the console.",
  "failure.endpoint_missing.what": "This server does not offer usage figures.",
  "failure.endpoint_missing.next":
    "Check the host; a private deployment must be from October 2022 or later.",
  "failure.request_refused.what": "The server refused the request.",
  "failure.request_refused.next": "Its message is under Details.",
  "failure.too_many_requests.what": "The server is receiving too many requests.",
  "failure.too_many_requests.next": "Wait a minute, then try again.",
  "failure.too_many_requests.next_wait": "It asks to wait {time}; then try again.",
  "failure.clock_skew.what": "This computer’s clock and the server’s are too far apart.",
  "failure.clock_skew.what_ahead": "This computer’s clock is {time} ahead of the server’s.",
  "failure.clock_skew.what_behind": "This computer’s clock is {time} behind the server’s.",
  "failure.clock_skew.next": "Set this computer’s date and time automatically, then try again.",
  "failure.unreachable.what": "{host} can’t be reached.",
  "failure.unreachable.next": "Check the network, the proxy and the host.",
  "failure.unreachable.name_not_found.what": "The name {host} doesn’t exist.",
  "failure.unreachable.name_not_found.next":
    "Check how it is spelt; a company’s own names often need its VPN.",
  "failure.unreachable.name_lookup_failed.what": "The address of {host} could not be looked up.",
  "failure.unreachable.name_lookup_failed.next":
    "Check that this computer is online and its DNS works.",
  "failure.unreachable.refused.what": "{host} refused the connection.",
  "failure.unreachable.refused.next":
    "Nothing answers on this port: check the host and its port, or try again later.",
  "failure.unreachable.network_unreachable.what": "There is no network route to {host}.",
  "failure.unreachable.network_unreachable.next":
    "Check that this computer is online, or connect its VPN.",
  "failure.unreachable.interrupted.what": "{host} closed the connection.",
  "failure.unreachable.interrupted.next":
    "Try again; if it keeps happening, a firewall or a proxy may be in between.",
  "failure.unreachable.not_tls.what": "{host} does not speak https on this port.",
  "failure.unreachable.not_tls.next": "Check the port: it may be the one of plain http.",
  "failure.unreachable.tls_version.what": "{host} offers only outdated versions of TLS.",
  "failure.unreachable.tls_version.next": "Its administrator must enable TLS 1.2 or newer.",
  "failure.unreachable.tls_failed.what":
    "{host} and Authgauge have no encryption method in common.",
  "failure.unreachable.tls_failed.next": "Its administrator must check the server’s TLS settings.",
  "failure.unreachable.client_certificate.what": "{host} requires a client certificate.",
  "failure.unreachable.client_certificate.next":
    "Authgauge has none: ask its administrator for an address without one.",
  "failure.unreachable.proxy_invalid.what": "The proxy’s address is not understood.",
  "failure.unreachable.proxy_invalid.next": "Correct it in Settings, or in the system’s settings.",
  "failure.unreachable.proxy_name_not_found.what": "The proxy’s name doesn’t exist.",
  "failure.unreachable.proxy_name_not_found.next":
    "Check the proxy in Settings, or in the system’s settings.",
  "failure.unreachable.proxy_unreachable.what": "The proxy can’t be reached.",
  "failure.unreachable.proxy_unreachable.next":
    "Check that it is running, and its address in Settings or in the system’s settings.",
  "failure.unreachable.proxy_password.what":
    "The proxy requires a user name and password, or did not accept these.",
  "failure.unreachable.proxy_password.next":
    "Enter them in Settings, under Network; leave them empty if it needs none.",
  "failure.unreachable.proxy_refused.what": "The proxy did not connect to {host}.",
  "failure.unreachable.proxy_refused.next":
    "Its rules may forbid it, it can’t reach the host itself, or it is of another kind.",
  "failure.unreachable.proxy_not_understood.what": "The proxy’s answer was not understood.",
  "failure.unreachable.proxy_not_understood.next":
    "Check its kind and its port: HTTP and SOCKS proxies differ.",
  "failure.unreachable.proxy_automatic.what":
    "{host} can’t be reached directly, and the desktop’s automatic proxy configuration (PAC) is not followed.",
  "failure.unreachable.proxy_automatic.next":
    "Enter the proxy’s address in Settings, under Network.",
  "failure.tls_untrusted.what": "The certificate of {host} is not trusted.",
  "failure.tls_untrusted.next":
    "If a private authority issued it, add the pool with its CA file; otherwise the connection may be intercepted.",
  "failure.tls_untrusted.expired.what": "The certificate of {host} has expired.",
  "failure.tls_untrusted.expired.next":
    "Its administrator must renew it; check this computer’s date as well.",
  "failure.tls_untrusted.not_valid_yet.what": "The certificate of {host} is not valid yet.",
  "failure.tls_untrusted.not_valid_yet.next": "Check this computer’s date and time.",
  "failure.tls_untrusted.other_name.what": "The certificate of {host} is for another name.",
  "failure.tls_untrusted.other_name.next":
    "Check the host; otherwise the connection may be intercepted.",
  "failure.tls_untrusted.revoked.what": "The certificate of {host} was revoked.",
  "failure.tls_untrusted.revoked.next":
    "Its administrator must replace it; until then it can’t be trusted.",
  "failure.tls_untrusted.unsupported.what":
    "The certificate of {host} has a form or a key that is not supported.",
  "failure.tls_untrusted.unsupported.next":
    "Its administrator must replace it with an X.509 v3 certificate with a strong key.",
  "failure.tls_untrusted.no_trust_store.what": "This computer has no certificates to trust.",
  "failure.tls_untrusted.no_trust_store.next":
    "Install the system’s CA certificates (ca-certificates).",
  "failure.tls_untrusted.environment_trust_store.what":
    "SSL_CERT_FILE and SSL_CERT_DIR name no certificates.",
  "failure.tls_untrusted.environment_trust_store.next":
    "Correct these environment variables, or unset them to trust the system’s certificates.",
  "failure.timed_out.what": "{host} did not answer in time.",
  "failure.timed_out.next": "Try again in a moment; if it keeps happening, check the network.",
  "failure.timed_out.proxy_automatic.what":
    "{host} can’t be reached directly, and the desktop’s automatic proxy configuration (PAC) is not followed.",
  "failure.timed_out.proxy_automatic.next": "Enter the proxy’s address in Settings, under Network.",
  "failure.server_failing.what": "{host} is having trouble.",
  "failure.server_failing.next": "You don’t need to change anything; try again later.",
  "failure.answer_not_understood.what": "The response of {host} was not understood.",
  "failure.answer_not_understood.next":
    "Check that the host is a GenAuth or Authing API and not a web page or a gateway.",
  "failure.name_missing.what": "The pool has no name.",
  "failure.name_missing.next": "Enter a name.",
  "failure.name_too_long.what": "The name is too long.",
  "failure.name_too_long.next": "Use at most 80 characters.",
  "failure.key_malformed.what": "This is not a valid access key.",
  "failure.key_malformed.next": "Copy the ID and the secret again, without spaces or line breaks.",
  "failure.key_malformed.what_id": "This is not a valid Access Key ID.",
  "failure.key_malformed.what_secret": "This is not a valid Access Key Secret.",
  "failure.key_malformed.empty": "It has no visible character. Copy it again.",
  "failure.key_malformed.blank":
    "There is a space or a line break in it. Copy it again, in one piece.",
  "failure.key_malformed.not_ascii":
    "It has characters that no access key has, such as full-width letters. Copy it again instead of typing it.",
  "failure.key_malformed.too_long": "It has more than 256 characters. Copy this value alone.",
  "failure.host_invalid.what": "This is not a valid host.",
  "failure.host_invalid.next": "Enter an https address, for example https://id.example.com",
  "failure.ca_file_unreadable.what": "The CA file can’t be read.",
  "failure.ca_file_unreadable.next": "Choose it again, or another one.",
  "failure.ca_file_invalid.what": "The CA file holds no certificate.",
  "failure.ca_file_invalid.next": "Choose a file with at least one certificate: PEM, DER or P7B.",
  "failure.ca_file_invalid.empty.what": "The CA file is empty.",
  "failure.ca_file_invalid.private_key.what": "This file holds a private key and no certificate.",
  "failure.ca_file_invalid.private_key.next":
    "Choose the certificate’s file; the private key belongs to the server alone.",
  "failure.ca_file_invalid.certificate_request.what": "This is a request for a certificate.",
  "failure.ca_file_invalid.certificate_request.next":
    "Choose the certificate that the authority issued.",
  "failure.ca_file_invalid.pkcs12.what":
    "This is a PKCS#12 file, made for a private key and its password.",
  "failure.ca_file_invalid.pkcs12.next": "Export the certificate alone, as PEM, DER or P7B.",
  "failure.ca_file_invalid.damaged.what": "The CA file is damaged or cut off.",
  "failure.ca_file_invalid.damaged.next": "Copy or export it again.",
  "failure.ca_file_invalid.too_large.what": "The CA file is larger than 1 MB.",
  "failure.ca_file_invalid.too_large.next": "Choose the file of your own authority.",
  "failure.ca_file_invalid.expired.what": "All certificates in the CA file have expired.",
  "failure.ca_file_invalid.expired.next": "Ask for the authority’s current certificate.",
  "failure.ca_file_invalid.not_valid_yet.what": "No certificate in the CA file is valid yet.",
  "failure.ca_file_invalid.not_valid_yet.next": "Check this computer’s date and time.",
  "failure.ca_file_invalid.unsupported.what":
    "A certificate in the CA file has a form that is not supported.",
  "failure.ca_file_invalid.unsupported.next": "Ask for it as an X.509 v3 certificate.",
  "failure.date_range_invalid.what": "These dates are not a valid range.",
  "failure.date_range_invalid.next": "Choose a first day before the last, at most 10 years apart.",
  "failure.settings_invalid.what": "These settings don’t fit together.",
  "failure.settings_invalid.next": "Check the thresholds and the interval.",
  "failure.keychain_missing.what": "No keychain can be reached.",
  "failure.keychain_missing.next":
    "To keep keys, install a keychain such as GNOME Keyring or KWallet and start Authgauge again; if there is one, sign out of the desktop and in again first. Until then, enter the key in each session.",
  "failure.keychain_locked.what": "The keychain is locked.",
  "failure.keychain_locked.next": "Unlock it, then try again.",
  "failure.keychain_timed_out.what": "The keychain did not answer in time.",
  "failure.keychain_timed_out.next": "Look for its prompt, unlock it, then try again.",
  "failure.keychain_failed.what": "The keychain reported an error.",
  "failure.keychain_failed.next": "Check that it is unlocked and works, then try again.",
  "failure.keychain_failed.differ.what": "The keychain has several different keys for this pool.",
  "failure.keychain_failed.differ.next": "Replace the key: the new one takes the place of all.",
  "failure.key_missing.what": "This pool’s access key is not in the keychain.",
  "failure.key_missing.next": "Replace the key to enter it again.",
  "failure.key_mismatch.what":
    "The access key was entered for another host, sign-in or CA file than this pool has now. The key is not used.",
  "failure.key_mismatch.next":
    "If that was you, replace the key to enter it again. If not, remove the pool and add it again.",
  "failure.store_failed.what": "Authgauge’s database could not be written.",
  "failure.store_failed.next":
    "Make room on the disk, check the folder’s permissions, then try again.",
  "failure.pool_not_found.what": "This pool is no longer in Authgauge.",
  "failure.pool_not_found.next": "Choose another in the sidebar.",
  "failure.benefit_not_found.what": "This pool no longer has this benefit.",
  "failure.benefit_not_found.next": "Go back to all benefits.",
  "failure.export_failed.what": "The file could not be written.",
  "failure.export_failed.next": "Choose another place, or make room on the disk.",
  "failure.open_failed.what": "The browser could not be opened.",
  "failure.open_failed.next": "Open the billing console in a browser by hand.",
  "failure.hook_failed.what": "The sample did not arrive.",
  "failure.hook_failed.next": "Check the address, or that the program ends without an error.",
  "failure.hook_failed.timed_out": "It took longer than 10 seconds.",
  "failure.hook_failed.not_agreed": "You have not agreed to this webhook.",
  "failure.hook_failed.refused": "The server answered with status {status}.",
  "failure.hook_failed.service_refused": "The service refused it with code {code}: {message}",
  "failure.hook_failed.not_confirmed":
    "The server answered, but not like the chosen service: the message probably did not arrive.",
  "failure.hook_failed.secret_missing":
    "The signing secret for this address is not in the keychain: enter it again.",
  "failure.hook_failed.queue_full": "Too many alerts were waiting to be sent.",
  "failure.hook_failed.not_started": "The program could not be started.",
  "failure.hook_failed.ended_badly": "The program ended with an error: {status}.",
  "failure.not_confirmed.what": "You did not confirm it.",
  "failure.not_confirmed.next": "Save it again, and allow it where Authgauge asks.",
  "failure.not_allowed.what": "Your organisation’s policy doesn’t allow this.",
  "failure.not_allowed.next": "Ask the administrators of this computer.",
  "failure.busy.what": "Authgauge did this a moment ago.",
  "failure.busy.next": "Wait a little, then try again.",
  "failure.arguments_invalid.what": "The window asked for something that Authgauge can’t do.",
  "failure.arguments_invalid.next":
    "If you pasted something very long, shorten it; otherwise close the window and open it again.",
  "failure.folder_not_opened.what": "The folder could not be opened.",
  "failure.folder_not_opened.next": "Open it in a file manager by hand: {path}",
  "failure.unknown.what": "Something went wrong.",
  "failure.unknown.next": "Try again; if it keeps happening, restart Authgauge.",
} as const;
