use std::{collections::HashMap, fmt, sync::Arc};

use futures_util::future::BoxFuture;
use http::{HeaderName, request::Parts};

use super::{TenantRejection, host};
use crate::Error;

/// What names the tenant in a request. Nothing does unless it is said here.
///
/// The sources are asked in the order in which they were added, and the first that names a tenant
/// decides: where there is no such tenant, none of the others is asked.
///
/// Cheap to clone, as axum does for each request.
#[derive(Clone, Default)]
pub struct TenantResolver {
    sources: Arc<Vec<Source>>,
    trusts_forwarded: bool,
}

#[derive(Clone)]
enum Source {
    Subdomain(String),
    Hosts(HashMap<String, String>),
    LookUp(LookUp),
    Header(HeaderName),
}

type LookUp = Arc<dyn Fn(String) -> BoxFuture<'static, Found> + Send + Sync>;
type Found = Result<Option<String>, Error>;

impl fmt::Debug for TenantResolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TenantResolver")
            .field("sources", &self.sources)
            .field("trusts_forwarded", &self.trusts_forwarded)
            .finish()
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Subdomain(base) => f.debug_tuple("Subdomain").field(base).finish(),
            Self::Hosts(hosts) => f.debug_tuple("Hosts").field(hosts).finish(),
            Self::LookUp(_) => f.debug_tuple("LookUp").finish_non_exhaustive(),
            Self::Header(name) => f.debug_tuple("Header").field(name).finish(),
        }
    }
}

impl TenantResolver {
    /// Without a source yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn asking(mut self, source: Source) -> Self {
        Arc::make_mut(&mut self.sources).push(source);
        self
    }

    /// The host name below this domain: of `platform.test`, the key `acme-corp` in
    /// `acme-corp.platform.test`. The domain itself and other hosts name no tenant.
    #[must_use]
    pub fn subdomain_of(self, base_domain: &str) -> Self {
        self.asking(Source::Subdomain(host::normal(base_domain)))
    }

    /// Host names, each with the key of the tenant that it is the address of.
    ///
    /// ```ignore
    /// TenantResolver::new().hosts([("portal.acme.test", "acme-corp")])
    /// ```
    #[must_use]
    pub fn hosts<H: AsRef<str>, K: Into<String>>(
        self,
        hosts: impl IntoIterator<Item = (H, K)>,
    ) -> Self {
        let hosts = hosts.into_iter();
        let hosts = hosts.map(|(name, key)| (host::normal(name.as_ref()), key.into()));
        self.asking(Source::Hosts(hosts.collect()))
    }

    /// What gives the key for a host name, in lower case and without a port; `None` where it is no
    /// tenant's. It is called for each request that gets to it.
    ///
    /// ```ignore
    /// let tenants = TenantResolver::new().look_up_host(move |host| {
    ///     let db = db.clone();
    ///     async move {
    ///         let domain = db.core().domain().find_unique(domain::host.key(host)).await?;
    ///         Ok(domain.map(|domain| domain.tenant))
    ///     }
    /// });
    /// ```
    #[must_use]
    pub fn look_up_host<F>(self, look_up: impl Fn(String) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Option<String>, Error>> + Send + 'static,
    {
        self.asking(Source::LookUp(Arc::new(move |host| {
            Box::pin(look_up(host))
        })))
    }

    /// A header whose value is the key. Whoever sends a request can set it: only for where a gateway
    /// does, and takes away what the client has sent under this name.
    #[must_use]
    pub fn header(self, name: HeaderName) -> Self {
        self.asking(Source::Header(name))
    }

    /// Takes the host name from `X-Forwarded-Host` where that is there: its last value, which the proxy
    /// nearest to this program has set. Only for where every request comes through such a proxy, since
    /// otherwise whoever sends one chooses the tenant. Without this the header means nothing.
    #[must_use]
    pub fn trust_forwarded_host(mut self) -> Self {
        self.trusts_forwarded = true;
        self
    }

    /// The key that the request names.
    pub(super) async fn key(&self, parts: &Parts) -> Result<Option<String>, TenantRejection> {
        for source in self.sources.iter() {
            let key = match source {
                Source::Header(name) => {
                    let value = host::one(&parts.headers, name)?;
                    value.filter(|key| !key.is_empty()).map(str::to_owned)
                }
                source => match host::of(parts, self.trusts_forwarded)? {
                    Some(host) => source.key_of(host).await?,
                    None => None,
                },
            };
            if key.is_some() {
                return Ok(key);
            }
        }
        Ok(None)
    }
}

impl Source {
    async fn key_of(&self, host: String) -> Found {
        match self {
            Self::Subdomain(base) => {
                let key = host
                    .strip_suffix(base)
                    .and_then(|key| key.strip_suffix('.'));
                Ok(key.map(str::to_owned))
            }
            Self::Hosts(hosts) => Ok(hosts.get(&host).cloned()),
            Self::LookUp(look_up) => look_up(host).await,
            Self::Header(_) => Ok(None),
        }
    }
}
