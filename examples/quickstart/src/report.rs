//! How the quickstart prints what it did.

use std::io::{Write, stdout};

use plexica_client::{Error, migration::Deployment};
use plexica_embedded::Backend;

use crate::db::{tenant::Tenant, user::User, workspace::Workspace};

/// A reader that has gone away (`| head`) is no reason to stop half-way.
fn print(text: &str) {
    let _ = writeln!(stdout(), "{text}");
}

pub(crate) fn database(backend: Backend) {
    print(&format!("Plexica quickstart, on an embedded {backend}."));
}

pub(crate) fn chapter(title: &str) {
    print(&format!("\n{title}"));
}

pub(crate) fn line(text: &str) {
    print(&format!("  {text}"));
}

pub(crate) fn migrated(deployment: &Deployment) {
    if deployment.core.is_empty() && deployment.migrated.is_empty() {
        line("nothing to do: the database is up to date");
    }
    for migration in &deployment.core {
        line(&format!("core   ✓ {migration}"));
    }
    for tenant in &deployment.migrated {
        line(&format!("tenant ✓ {tenant}"));
    }
}

pub(crate) fn tenant(tenant: &Tenant, schema: &str) {
    line(&format!(
        "{:<10} {:<17} {}  →  {schema}",
        tenant.slug, tenant.name, tenant.status
    ));
}

pub(crate) fn filled(workspace: &Workspace, members: u64) {
    line(&format!(
        "{:<10} · {} with {members} members",
        "", workspace.name
    ));
}

pub(crate) fn alice(tenant: &str, users: u64, alice: Option<&User>) {
    let found = if alice.is_some() {
        "one of them is"
    } else {
        "none of them is"
    };
    line(&format!(
        "{tenant:<10} has {users} users, and {found} alice@acme-corp.test"
    ));
}

pub(crate) fn refused<T>(what: &str, result: &Result<T, Error>) {
    match result {
        Ok(_) => line(&format!("✗ {what} was accepted, and should not have been")),
        Err(error) => line(&format!(
            "✓ {what}: {error}\n      [{}]",
            error.kind().code()
        )),
    }
}
