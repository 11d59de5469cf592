//! The server: listens, keeps up with what others write, and stops without losing a request.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tower_governor::GovernorLayer;
use tower_governor::errors::GovernorError;
use tower_governor::governor::GovernorConfigBuilder;
use tower_governor::key_extractor::KeyExtractor;

use crate::router::app;
use crate::site::Site;

/// How often the log is looked at for what other processes have written.
const PULSE: Duration = Duration::from_millis(400);
/// How often sessions that have ended are cleared away.
const CLEARING: Duration = Duration::from_secs(600);
/// So many requests an address may make at once before its rate counts: a page brings its style,
/// its script and its pictures with it, and a council's officers may share one address.
const AT_ONCE: u32 = 200;

/// Serves the application until `stop` is done; requests that have begun are answered.
///
/// # Errors
///
/// The listener fails.
pub async fn serve(
    site: Site,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let pulse = tokio::spawn(keep_up(site.clone()));
    let clearing = tokio::spawn(clear(site.clone()));
    let every = 1_000_000_000 / u64::from(site.settings.requests_a_second.max(1));
    let limit = GovernorConfigBuilder::default()
        .period(Duration::from_nanos(every))
        .burst_size(AT_ONCE.max(site.settings.requests_a_second))
        .key_extractor(Client(site.clone()))
        .finish()
        .expect("neither the rate nor the burst is 0");
    let app = app(site.clone()).layer(GovernorLayer::new(Arc::new(limit)));
    // The figures of today take a moment: better now than before the first visitor.
    tokio::spawn(warm(site));
    let served = axum::serve(
        listener,
        app.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(stop)
    .await;
    pulse.abort();
    clearing.abort();
    served
}

async fn keep_up(site: Site) {
    let mut every = tokio::time::interval(PULSE);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut told = false;
    loop {
        every.tick().await;
        match site.book.catch_up().await {
            Ok(_) => told = false,
            Err(error) if !told => {
                tracing::error!("the ledger cannot be read: {error}");
                told = true;
            }
            Err(_) => {}
        }
    }
}

async fn clear(site: Site) {
    let mut every = tokio::time::interval(CLEARING);
    loop {
        every.tick().await;
        if let Err(error) = site
            .accounts
            .delete_expired_sessions(site.clock.now())
            .await
        {
            tracing::warn!("sessions that have ended cannot be cleared away: {error}");
        }
    }
}

async fn warm(site: Site) {
    let view = site.book.view();
    let today = view.today(site.clock.today());
    if let Err(error) = site.desk.day(&view, today, None).await {
        tracing::warn!("the figures of today cannot be computed: {error}");
    }
}

/// A client by its address, as the rate is counted.
#[derive(Clone)]
struct Client(Site);

impl KeyExtractor for Client {
    type Key = std::net::IpAddr;

    fn extract<T>(&self, request: &axum::http::Request<T>) -> Result<Self::Key, GovernorError> {
        Ok(crate::visitor::address_of(
            &self.0,
            request.headers(),
            request.extensions(),
        ))
    }
}
