//! Which permissions the page has.

use crate::sources::{CAPABILITY, json};

#[test]
fn the_capability_grants_single_permissions_to_the_main_window_only() {
    let capability = json(CAPABILITY);
    assert_eq!(capability["windows"], json(r#"["main"]"#));
    assert_eq!(capability.get("remote"), None);
    for permission in capability["permissions"].as_array().unwrap() {
        let permission = permission.as_str().unwrap();
        assert!(
            !permission.contains('*') && !permission.ends_with(":default"),
            "{permission}"
        );
        let is_command = permission.starts_with("allow-");
        assert!(
            is_command
                || ["core:event:allow-listen", "core:event:allow-unlisten"].contains(&permission)
        );
    }
}
