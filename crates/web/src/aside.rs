//! What takes long, beside the requests: a few at a time, on threads of their own, with a ledger of
//! their own, so that nobody waits to read or to write.
//!
//! Work goes on when whoever asked for it has gone: a publication is then finished, and not half
//! done.

use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use waymark_app::Ledger;
use waymark_publication::PublicationError;

use crate::fault::Fault;
use crate::site::Site;

/// How much of it is done at once: each takes a processor for seconds.
const AT_ONCE: usize = 2;

static ROOM: Semaphore = Semaphore::const_new(AT_ONCE);

/// Does something that keeps a processor busy.
pub(crate) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Fault> {
    let room = ROOM.acquire().await.map_err(Fault::failed)?;
    let done = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(room);
        done
    });
    done.await.map_err(Fault::failed)
}

/// Runs what waits for a disk, or reads returns, where it holds nobody up.
pub(crate) async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Fault::failed)
}

/// Does something with the site's ledger, as another program at the same store would.
pub(crate) async fn with_ledger<T: Send + 'static>(
    site: &Site,
    work: impl AsyncFnOnce(&Site, &mut Ledger) -> Result<T, PublicationError> + Send + 'static,
) -> Result<Result<T, PublicationError>, Fault> {
    let site = site.clone();
    let here = Handle::current();
    aside(move || {
        here.block_on(async {
            let found = Ledger::open_existing(&site.settings.ledger).await?;
            let Some(mut ledger) = found else {
                return Err(PublicationError::NoEvent(0));
            };
            let done = work(&site, &mut ledger).await;
            ledger.store().clone().close().await;
            // What was written here is what the next page is to show. Where that cannot be read just
            // now, it was written all the same.
            if let Err(error) = site.book.catch_up().await {
                tracing::warn!("the ledger could not be read again: {error}");
            }
            done
        })
    })
    .await
}
