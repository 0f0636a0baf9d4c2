/// Windows and macOS always show tray icons.
pub(super) async fn watch(on_change: impl Fn(bool)) {
    on_change(true);
}
