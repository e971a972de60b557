use plexica_client::Error;
use tokio::sync::OnceCell;

use crate::Db;

/// The one handle of this program on the database that `DATABASE_URL` names, in the environment
/// or a `.env` file. The first call connects; the others get the same handle, without I/O.
///
/// This is what "always import the singleton client" is for users of Prisma: a [`Db`] holds a
/// pool, and a second one holds a second pool. Here it serves every tenant as well, so there is
/// no client a tenant to keep either.
///
/// # Errors
/// As [`Db::connect`](plexica_client::database::Db::connect). A failure is not kept: the next
/// call tries again.
pub async fn database() -> Result<&'static Db, Error> {
    static DATABASE: OnceCell<Db> = OnceCell::const_new();
    DATABASE.get_or_try_init(Db::connect).await
}
