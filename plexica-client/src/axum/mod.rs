//! The tenant that a request is about, as an extractor for axum (feature `axum`).
//!
//! A handler that takes the generated tenant handle has that tenant's data and no other. What names the
//! tenant in a request, a [`TenantResolver`] in the router's state says; the state has the generated
//! `Db` too.
//!
//! ```ignore
//! use plexica_client::axum::TenantResolver;
//!
//! #[derive(Clone, axum::extract::FromRef)]
//! struct App {
//!     db: Db,
//!     tenants: TenantResolver,
//! }
//!
//! // acme-corp.platform.test is the address of the tenant `acme-corp`.
//! let tenants = TenantResolver::new().subdomain_of("platform.test");
//! let router = Router::new().route("/users", get(count)).with_state(App { db, tenants });
//!
//! async fn count(acme: TenantDb) -> Result<String, Failure> {
//!     Ok(acme.user().count().await?.to_string())
//! }
//! ```
//!
//! | The request | is answered with | and the code |
//! |---|---|---|
//! | names no tenant | 400 | `missing_tenant` |
//! | names two, or one in no readable form | 400 | `malformed_tenant` |
//! | names one that there is not | 404 | `unknown_tenant` |
//! | names one that is not active | 403 | `inactive_tenant` |
//! | comes while the database cannot be reached | 503, `Retry-After: 1` | `unavailable` |
//! | meets any other failure | 500 | `internal` |
//!
//! The body is JSON, `{"code": …, "message": …}`, and has nothing of the database in it: what went wrong
//! there goes to the log. A program that answers in another form takes the rejection, a
//! [`TenantRejection`], in an extractor of its own. `Option<TenantDb>` is `None` where no tenant is named.

mod extractor;
mod host;
mod rejection;
mod resolver;

pub use rejection::TenantRejection;
pub use resolver::TenantResolver;
