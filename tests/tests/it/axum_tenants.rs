//! The tenant of a request, by the extractor for axum.

use axum::{
    Router,
    body::Body,
    extract::FromRef,
    http::{HeaderName, Request, StatusCode, header::RETRY_AFTER, request::Builder},
    routing::get,
};
use http_body_util::BodyExt;
use plexica_client::axum::TenantResolver;
use plexica_tests::{
    Fixture, database,
    db::{Db, TenantDb, user},
};
use serde_json::Value;
use tower::ServiceExt;

const TENANT: HeaderName = HeaderName::from_static("x-tenant");

#[derive(Clone, FromRef)]
struct App {
    db: Db,
    tenants: TenantResolver,
}

/// Acme with a user, and Globex, which is empty.
async fn tenants() -> Fixture {
    let fixture = database().await;
    let acme = fixture.tenant("acme").await;
    fixture.tenant("globex").await;
    let email = "ada@acme.test".to_owned();
    acme.user().create(user::Create { email }).await.unwrap();
    fixture
}

fn service(db: &Db, tenants: TenantResolver) -> Router {
    async fn count(tenant: TenantDb) -> String {
        format!("{} {}", tenant.key(), tenant.user().count().await.unwrap())
    }
    async fn optional(tenant: Option<TenantDb>) -> String {
        tenant.map_or("none".into(), |tenant| tenant.key().to_owned())
    }
    Router::new()
        .route("/", get(count))
        .route("/optional", get(optional))
        .with_state(App {
            db: db.clone(),
            tenants,
        })
}

async fn answer(service: &Router, request: Builder) -> (StatusCode, String) {
    let request = request.body(Body::empty()).unwrap();
    let answer = service.clone().oneshot(request).await.unwrap();
    let status = answer.status();
    let retry = answer.headers().contains_key(RETRY_AFTER);
    assert_eq!(retry, status == StatusCode::SERVICE_UNAVAILABLE);
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

/// The status, and the code in the body of a refusal or the body itself.
async fn short(service: &Router, request: Builder) -> (u16, String) {
    let (status, body) = answer(service, request).await;
    let json: Option<Value> = serde_json::from_str(&body).ok();
    let code = json.and_then(|json| Some(json["code"].as_str()?.to_owned()));
    (status.as_u16(), code.unwrap_or(body))
}

fn at(host: &str) -> Builder {
    Request::get("/").header("host", host)
}

#[tokio::test]
async fn a_tenant_is_told_by_its_subdomain() {
    let fixture = tenants().await;
    let resolver = TenantResolver::new().subdomain_of("Platform.test");
    let service = service(&fixture.db, resolver);
    for (host, status, said) in [
        ("acme.platform.test", 200, "acme 1"),
        ("ACME.platform.TEST.:8080", 200, "acme 1"),
        ("globex.platform.test", 200, "globex 0"),
        ("initech.platform.test", 404, "unknown_tenant"),
        ("a.acme.platform.test", 404, "unknown_tenant"),
        ("core.platform.test", 404, "unknown_tenant"),
        (".platform.test", 404, "unknown_tenant"),
        ("platform.test", 400, "missing_tenant"),
        ("acmeplatform.test", 400, "missing_tenant"),
        ("acme.platform.test.evil.test", 400, "missing_tenant"),
        ("[::1]:8080", 400, "missing_tenant"),
        ("", 400, "missing_tenant"),
        ("acme.platform.test@evil.test", 400, "malformed_tenant"),
        ("acme platform", 400, "malformed_tenant"),
    ] {
        let answer = short(&service, at(host)).await;
        assert_eq!(answer, (status, said.to_owned()), "{host:?}");
    }
    let two = at("acme.platform.test").header("host", "globex.platform.test");
    assert_eq!(short(&service, two).await.1, "malformed_tenant");
    // The target comes before the header (RFC 9112, 3.2.2).
    let absolute = Request::get("http://globex.platform.test/");
    let absolute = absolute.header("host", "acme.platform.test");
    assert_eq!(short(&service, absolute).await.1, "globex 0");
    // Headers that nobody said to look at mean nothing.
    let forged = at("acme.platform.test")
        .header("x-forwarded-host", "globex.platform.test")
        .header("x-tenant", "globex");
    assert_eq!(short(&service, forged).await.1, "acme 1");
}

#[tokio::test]
async fn a_proxy_that_is_trusted_says_the_host() {
    let fixture = tenants().await;
    let resolver = TenantResolver::new().subdomain_of("platform.test");
    let service = service(&fixture.db, resolver.trust_forwarded_host());
    let forwarded = |hosts: &str| at("internal:8080").header("x-forwarded-host", hosts);
    let answer = short(&service, forwarded("acme.platform.test")).await;
    assert_eq!(answer.1, "acme 1");
    // What the client made up stands before what the proxy says.
    let appended = forwarded("acme.platform.test, globex.platform.test");
    assert_eq!(short(&service, appended).await.1, "globex 0");
    let appended =
        forwarded("acme.platform.test").header("x-forwarded-host", "globex.platform.test");
    assert_eq!(short(&service, appended).await.1, "globex 0");
    let broken = forwarded("acme.platform.test, ");
    assert_eq!(short(&service, broken).await.1, "malformed_tenant");
    let without = at("acme.platform.test");
    assert_eq!(short(&service, without).await.1, "acme 1");
}

#[tokio::test]
async fn a_tenant_is_told_by_a_header() {
    let fixture = tenants().await;
    let service = service(&fixture.db, TenantResolver::new().header(TENANT));
    let named = |key: &str| at("acme.platform.test").header("X-Tenant", key);
    for (key, status, said) in [
        ("globex", 200, "globex 0"),
        ("Globex", 404, "unknown_tenant"),
        ("a'; DROP SCHEMA core", 404, "unknown_tenant"),
        ("", 400, "missing_tenant"),
        ("\u{e9}", 400, "malformed_tenant"),
    ] {
        let answer = short(&service, named(key)).await;
        assert_eq!(answer, (status, said.to_owned()), "{key:?}");
    }
    let two = named("acme").header("x-tenant", "globex");
    assert_eq!(short(&service, two).await.1, "malformed_tenant");
    let none = at("acme.platform.test");
    assert_eq!(short(&service, none).await.1, "missing_tenant");
    let optional = |key: &str| Request::get("/optional").header("x-tenant", key);
    assert_eq!(short(&service, optional("")).await.1, "none");
    assert_eq!(short(&service, optional("acme")).await.1, "acme");
    assert_eq!(
        short(&service, optional("nobody")).await.1,
        "unknown_tenant"
    );
}

#[tokio::test]
async fn sources_are_asked_in_their_order() {
    let fixture = tenants().await;
    let resolver = TenantResolver::new()
        .header(TENANT)
        .hosts([("Portal.acme.test.", "acme")])
        .look_up_host(
            |host| async move { Ok(host.strip_suffix(".customers.test").map(str::to_owned)) },
        )
        .subdomain_of("platform.test");
    let service = service(&fixture.db, resolver);
    for (host, said) in [
        ("portal.acme.test", "acme 1"),
        ("globex.customers.test", "globex 0"),
        ("nobody.customers.test", "unknown_tenant"),
        ("acme.platform.test", "acme 1"),
        ("other.test", "missing_tenant"),
    ] {
        assert_eq!(short(&service, at(host)).await.1, said, "{host}");
        let named = at(host).header("x-tenant", "globex");
        assert_eq!(short(&service, named).await.1, "globex 0");
    }
    // Without one, nothing names a tenant.
    let service = self::service(&fixture.db, TenantResolver::new());
    let answer = short(&service, at("acme.platform.test")).await;
    assert_eq!(answer, (400, "missing_tenant".to_owned()));
}

#[tokio::test]
async fn a_tenant_that_is_not_active_is_refused_until_it_is() {
    let fixture = tenants().await;
    let service = service(&fixture.db, TenantResolver::new().header(TENANT));
    let acme = || at("any").header("x-tenant", "acme");
    fixture.db.tenants().suspend("acme").await.unwrap();
    let (status, body) = answer(&service, acme()).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let said = r#"{"code":"inactive_tenant","message":"this tenant is not active"}"#;
    assert_eq!(body, said);
    fixture.db.tenants().activate("acme").await.unwrap();
    assert_eq!(short(&service, acme()).await.1, "acme 1");
    fixture.db.tenants().drop("acme").await.unwrap();
    assert_eq!(short(&service, acme()).await.1, "unknown_tenant");
}

#[tokio::test]
async fn what_the_database_says_does_not_get_out() {
    let fixture = tenants().await;
    let fresh = fixture.with_one_connection().await;
    let service = service(&fresh, TenantResolver::new().header(TENANT));
    let acme = || at("any").header("x-tenant", "acme");
    let raw = fixture.raw().await;
    let rename = "ALTER TABLE core.tenants RENAME TO hidden";
    raw.batch_execute(rename).await.unwrap();
    let (status, body) = answer(&service, acme()).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    let said = r#"{"code":"internal","message":"something went wrong here"}"#;
    assert_eq!(body, said);
    fresh.close().await;
    let (status, body) = answer(&service, acme()).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    let said = r#"{"code":"unavailable","message":"the database cannot be reached now"}"#;
    assert_eq!(body, said);
}
