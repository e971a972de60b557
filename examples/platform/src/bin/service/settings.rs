use std::{
    env,
    net::{Ipv4Addr, SocketAddr},
};

use anyhow::Context;

/// What the environment sets, beside `DATABASE_URL`.
#[derive(Debug)]
pub(crate) struct Settings {
    /// `LISTEN`, an address and port; or only `PORT`. `127.0.0.1:8080` unless set.
    pub(crate) listen: SocketAddr,
    /// `BASE_DOMAIN`, under which each tenant has a host name. `localhost` unless set.
    pub(crate) base_domain: String,
}

impl Settings {
    pub(crate) fn from_environment() -> anyhow::Result<Self> {
        let set = |name| env::var(name).ok().filter(|value| !value.is_empty());
        let listen = match (set("LISTEN"), set("PORT")) {
            (Some(address), _) => address
                .parse()
                .with_context(|| format!("LISTEN={address}: write it as 127.0.0.1:8080"))?,
            (None, Some(port)) => {
                let port = port
                    .parse()
                    .with_context(|| format!("PORT={port}: a number to 65535 is wanted"))?;
                (Ipv4Addr::LOCALHOST, port).into()
            }
            (None, None) => (Ipv4Addr::LOCALHOST, 8080).into(),
        };
        Ok(Self {
            listen,
            base_domain: set("BASE_DOMAIN").unwrap_or_else(|| "localhost".to_owned()),
        })
    }
}
