/// Windows and macOS have a place for icons on every desktop.
pub(super) async fn watch(hosted: impl Fn(bool)) {
    hosted(true);
}
