use std::{future::IntoFuture, io, time::Duration};

use axum::Router;
use tokio::{net::TcpListener, sync::oneshot, time::sleep};

use crate::Db;

/// How long requests under way get once the service is to stop. More than one may take; what is
/// left after it is a client that is slow to say what it wants.
const GRACE: Duration = Duration::from_secs(15);

/// Serves until `stop` is ready. Then it takes no new connections, finishes the requests under
/// way, and closes the pool: in this order, so that no request finds it closed, and none of its
/// connections is left to the server to notice.
///
/// # Errors
/// If the listener fails.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    db: Db,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stopping, stopped) = oneshot::channel::<()>();
    let serving = axum::serve(listener, router).with_graceful_shutdown(async {
        stop.await;
        // Whoever waits for it has gone only if serving is over.
        let _ = stopping.send(());
    });
    let out_of_time = async {
        if stopped.await.is_ok() {
            tracing::info!("stopping");
            sleep(GRACE).await;
        }
    };
    tokio::select! {
        served = serving.into_future() => served?,
        () = out_of_time => tracing::warn!("stopped with connections still open"),
    }
    db.close().await;
    Ok(())
}
