use std::{future::poll_fn, pin::pin, time::Duration};

use futures_util::future::{Either, select};
use tokio_postgres::{AsyncMessage, Client};

use super::Manager;

/// How often a listening connection is asked whether it is still there. Without that, one whose
/// other end vanished would look alive, and nobody would miss what it does not say.
const ASKED_EVERY: Duration = Duration::from_secs(5);

/// How long its answer may take.
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);

/// Listens on a channel with a connection of its own, until that is lost: the error says why.
///
/// `listening` is called once nothing is missed any more, and `heard` with what each notification
/// carries.
pub(crate) async fn listen(
    manager: &Manager,
    channel: &str,
    listening: impl FnOnce(),
    heard: impl Fn(&str),
) -> Result<(), tokio_postgres::Error> {
    let (client, mut connection) = manager.connect_alone("listening").await?;
    let messages = pin!(async {
        while let Some(message) = poll_fn(|context| connection.poll_message(context)).await {
            if let AsyncMessage::Notification(notification) = message? {
                heard(notification.payload());
            }
        }
        Ok(())
    });
    let asking = pin!(async {
        let sql = format!("LISTEN {}", plexica_ident::quote(channel));
        client.batch_execute(&sql).await?;
        listening();
        ask(&client).await
    });
    match select(messages, asking).await {
        Either::Left((ended, _)) | Either::Right((ended, _)) => ended,
    }
}

/// Ends when the other end does not answer any more.
async fn ask(client: &Client) -> Result<(), tokio_postgres::Error> {
    loop {
        tokio::time::sleep(ASKED_EVERY).await;
        match tokio::time::timeout(ANSWERS_WITHIN, client.batch_execute("")).await {
            Ok(answer) => answer?,
            Err(_) => return Ok(()),
        }
    }
}
