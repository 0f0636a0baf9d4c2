//! Malformed bodies under HTTP 200.

use genauth_sim::Fault as Injected;

use super::table::{Fault, NOT_UNDERSTOOD, OK};

/// Five mebibytes of spaces, compressed to a thousandth.
const BOMB: &[u8] = include_bytes!("../../data/five-mib-of-blanks.json.gz");
const ZIPPED: &[u8] = include_bytes!("../../data/usage-object.json.gz");

const JSON: &str = "application/json; charset=utf-8";

/// A body that is valid for every endpoint, with `number` in every numeric field.
fn body_with(number: &str) -> String {
    let figures = format!("\"amount\":{number},\"current\":{number}");
    format!(
        "{{\"statusCode\":200,\"message\":\"\",\"data\":{{\
         \"usages\":[{{{figures},\"experience\":false,\"modelCode\":\"X\",\"modelName\":\"X：é\"}}],\
         \"records\":[{{{figures},\"periodStartTime\":\"20220101\",\"periodEndTime\":\"20220201\"}}],\
         \"code\":\"V4_B2C_Free:1\",\"endTime\":\"2022-09-09 00:00:00\",\"overdueDays\":{number},\
         \"goodsPackage\":{{\"code\":\"c\",\"group\":\"Free\",\"sceneCode\":\"B2C\",\"amount\":{number}}},\
         \"access_token\":\"e30.e30.x\",\"expires_in\":{number}}}}}"
    )
}

fn good() -> String {
    body_with("\"7\"")
}

fn with_headers(headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Injected {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Injected::Body {
        headers: headers.iter().map(own).collect(),
        body: body.into(),
    }
}

fn json(body: impl Into<Vec<u8>>) -> Injected {
    with_headers(&[("content-type", JSON)], body)
}

pub(super) fn faults() -> Vec<Fault> {
    let mut faults = texts();
    faults.extend(numbers());
    faults.extend(content_headers());
    faults.extend(gateways());
    faults
}

fn texts() -> Vec<Fault> {
    let good = good();
    let (half, _) = good.split_at(good.len() / 2);
    let deep = body_with(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)));
    let twice = good.replace(
        "\"statusCode\":200",
        "\"statusCode\":500,\"statusCode\":200",
    );
    let latin1: Vec<u8> = good
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?'))
        .collect();
    let utf16: Vec<u8> = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        Fault::new("a byte order mark", json(format!("\u{feff}{good}")), OK),
        Fault::new("keys twice", json(twice), OK),
        Fault::new("invalid UTF-8", json(latin1), NOT_UNDERSTOOD),
        Fault::new("UTF-16", json(utf16), NOT_UNDERSTOOD),
        Fault::new("half a body", json(half), NOT_UNDERSTOOD),
        Fault::new("two bodies", json(good.repeat(2)), NOT_UNDERSTOOD),
        Fault::new("100,000 levels", json(deep), NOT_UNDERSTOOD),
        Fault::new("an empty body", json(""), NOT_UNDERSTOOD),
        Fault::new("null", json("null"), NOT_UNDERSTOOD),
        Fault::new("a list", json("[]"), NOT_UNDERSTOOD),
        Fault::new("empty object", json("{}"), NOT_UNDERSTOOD),
    ]
}

fn numbers() -> Vec<Fault> {
    let digits = "9".repeat(400);
    [
        ("NaN", "NaN", NOT_UNDERSTOOD),
        ("Infinity", "-Infinity", NOT_UNDERSTOOD),
        ("NaN in quotes", "\"NaN\"", OK),
        ("a negative number", "-7", OK),
        ("more than 2^53", "9007199254740993", OK),
        ("more than 2^64", "18446744073709551616", OK),
        ("400 digits in quotes", &format!("\"{digits}\""), OK),
        ("400 digits", &digits, NOT_UNDERSTOOD),
        ("an exponent", "1e308", OK),
        ("a number that is a list", "[[7]]", OK),
        ("a number that is null", "null", OK),
    ]
    .into_iter()
    .map(|(name, number, code)| Fault::new(name, json(body_with(number)), code))
    .collect()
}

fn content_headers() -> Vec<Fault> {
    let gzip = |body: &[u8]| {
        with_headers(
            &[("content-type", JSON), ("content-encoding", "gzip")],
            body,
        )
    };
    let with_type = |content_type: &str| with_headers(&[("content-type", content_type)], good());
    vec![
        Fault::new("HTML content type", with_type("text/html"), OK),
        Fault::new("image content type", with_type("image/png"), OK),
        Fault::new(
            "Latin-1 charset",
            with_type("application/json; charset=latin1"),
            OK,
        ),
        Fault::new("no content type", with_headers(&[], good()), OK),
        Fault::new("a gzip bomb", gzip(BOMB), NOT_UNDERSTOOD),
        Fault::new("truncated gzip", gzip(&ZIPPED[..60]), NOT_UNDERSTOOD),
        Fault::new("not gzip", gzip(good().as_bytes()), NOT_UNDERSTOOD),
    ]
}

fn gateways() -> Vec<Fault> {
    vec![
        Fault::new("an HTML page", Injected::Html(200), NOT_UNDERSTOOD),
        Fault::new("10 MiB", Injected::HugeBody(10 << 20), NOT_UNDERSTOOD),
        Fault::new("truncated JSON", Injected::Garbage, NOT_UNDERSTOOD),
    ]
}
