//! The host name that a request was sent to.

use http::{HeaderMap, HeaderName, header::HOST, request::Parts, uri::Authority};

use super::TenantRejection;

const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");

/// The host that the client names, without a port, in lower case; `None` where it names none.
///
/// It is in the request's target or in its `Host` (RFC 9112, 3.2.2), or, where a proxy is trusted to
/// say so, in `X-Forwarded-Host`.
pub(super) fn of(parts: &Parts, trusts_forwarded: bool) -> Result<Option<String>, TenantRejection> {
    if trusts_forwarded && let Some(host) = forwarded(&parts.headers)? {
        return Ok(Some(host));
    }
    if let Some(authority) = parts.uri.authority() {
        return Ok(Some(name(authority)));
    }
    match one(&parts.headers, &HOST)? {
        Some("") | None => Ok(None),
        Some(host) => parsed(host).map(Some),
    }
}

/// The last one is what the nearest proxy says. Those before it may be anybody's.
fn forwarded(headers: &HeaderMap) -> Result<Option<String>, TenantRejection> {
    let Some(last) = headers.get_all(FORWARDED_HOST).iter().next_back() else {
        return Ok(None);
    };
    let hosts = last.to_str().map_err(|_| TenantRejection::Malformed)?;
    let last = hosts.rsplit(',').next().unwrap_or(hosts).trim();
    parsed(last).map(Some)
}

/// The value of a header that is there once at most.
pub(super) fn one<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
) -> Result<Option<&'a str>, TenantRejection> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => {
            let value = value.to_str().map_err(|_| TenantRejection::Malformed)?;
            Ok(Some(value.trim()))
        }
        (Some(_), Some(_)) => Err(TenantRejection::Malformed),
    }
}

fn parsed(host: &str) -> Result<String, TenantRejection> {
    match host.parse::<Authority>() {
        // `acme.test@other.test` is for the reader to mistake, and no host.
        Ok(authority) if !authority.as_str().contains('@') => Ok(name(&authority)),
        _ => Err(TenantRejection::Malformed),
    }
}

fn name(authority: &Authority) -> String {
    normal(authority.host())
}

/// A name in the form in which equal ones are equal: a dot at its end says nothing (RFC 1034, 3.1).
pub(super) fn normal(host: &str) -> String {
    host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase()
}
