export const app = {
  "app.name": "Authgauge",
  "app.start_failed": "Authgauge could not read its data.",

  "service.genauth": "GenAuth",
  "service.authing": "Authing",
  "service.private": "Private deployment",

  "edition.free": "Free",
  "edition.basic": "Basic",
  "edition.premium": "Premium",
  "edition.enterprise": "Enterprise",

  "plan.mau": "{mau} MAU",
  "plan.ends": "ends {date}",
  "plan.ends.raw": "end date not reported; the server sent “{raw}”",
  "plan.days_left.one": "day left",
  "plan.days_left.other": "days left",
  "plan.on_trial": "On trial",

  "date.china": "{date} ({china} in Beijing)",
  "date.china.column": "{name} (Beijing time)",

  "action.console": "Open billing console",
  "action.replace_key": "Replace key",
  "action.refresh": "Try again",
  "action.cancel": "Cancel",
  "action.close": "Close",
  "action.dismiss": "Dismiss",
  "action.copy": "Copy",
  "action.copied": "Copied",
  "action.details": "Details",

  "details.message": "Server message",
  "details.request_id": "Request ID",
  "details.code": "Code",

  "more.shown": "{shown} of {total} are shown.",
  "more.show": "Show {count} more",

  "restarted.lead": "The window was restarted after a fault.",
  "restarted.text": "What you saved is still there. Text you were typing is lost.",
  "restarted.dismiss": "Dismiss",

  "store.set_aside.lead": "Authgauge’s database could not be read.",
  "store.set_aside":
    "It is kept as {path}, and Authgauge started with an empty one. Your access keys are still in the keychain; add the pools again.",
  "store.set_aside.restored":
    "It is kept as {path}. Your pools and settings were restored from a backup, and their access keys still work; the kept figures come again with the next refresh.",
  "store.missing.lead": "Authgauge’s database was missing.",
  "store.missing":
    "Your pools and settings were restored from a backup, in {path}, and their access keys still work; the kept figures come again with the next refresh.",
  "store.not_saved.lead": "Changes are not being saved.",
  "store.not_saved":
    "Authgauge’s database cannot be written. What you see still works, but what changes now is lost when Authgauge closes. Make room on the disk or check the folder’s permissions: {path}",
  "store.folder_not_made":
    "A file or a link is in the place of the data folder, or of one above it: {path}. What you see works, but what changes now is lost when Authgauge closes. Move it away, then start Authgauge again.",
  "store.folder_denied":
    "You may not create the data folder or write to it: {path}. What you see works, but what changes now is lost when Authgauge closes. Check who owns it and the folder above, then start Authgauge again.",
  "store.path_too_long":
    "The path of the data folder is too long: {path}. What you see works, but what changes now is lost when Authgauge closes. Choose a folder with a shorter path, then start Authgauge again.",
  "store.folder_unknown":
    "The system has no folder for your data (HOME). What you see works, but it is lost when Authgauge closes. Start Authgauge with --data-dir and a folder of your own.",
  "store.disk_full":
    "The disk of the data folder is full: {path}. What you see works, but what changes now is lost when Authgauge closes. Make room, then start Authgauge again.",
  "store.disk_read_only":
    "The disk of the data folder is read-only: {path}. What you see works, but what changes now is lost when Authgauge closes. Make the disk writable, then start Authgauge again.",
  "store.folder_foreign":
    "The data folder belongs to another user, or a link leads to it: {path}. Nothing in it was read or changed. Close Authgauge and start it with a folder of your own.",
  "store.folder_shared":
    "Other users may write into the data folder: {path}. Nothing in it was read or changed. Close Authgauge, and take their permission away (chmod go-w) or choose another folder.",
  "store.folder_in_use":
    "The data folder holds other files, and other users may read it: {path}. Nothing in it was read or changed. Close Authgauge and choose an empty or new folder.",

  "close.title": "Keep Authgauge running in the background?",
  "close.what":
    "Authgauge keeps checking usage and warns you before something runs out. If you quit, it can’t.",
  "close.keep": "Keep in tray",
  "close.quit": "Quit",
  "close.always": "Don’t ask again",
} as const;
