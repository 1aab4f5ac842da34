//! Listening, taking connections in, and stopping.

use super::{
    Kind, Problem, Settings, Site, Source, assets, entity,
    gate::{self, Hosts},
    headers, metrics, pages, problem, record, sparql, store,
};
use crate::{graph::StoreError, ontology::Ontology};
use axum::{
    Router,
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use std::{borrow::Cow, io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    runtime, select,
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{sleep, timeout},
};
use tower_http::compression::CompressionLayer;

/// Connections at the same time; more wait until one ends.
const CONNECTIONS: usize = 512;
/// How long a client may take to send the headers of a request, or nothing between two.
const IDLE: Duration = Duration::from_secs(30);
/// How long running requests may take to finish when the server is to stop, beyond the time of a query.
const GRACE: Duration = Duration::from_secs(5);

/// Why a server could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// It cannot listen there.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The system does not give what it needs.
    #[error("cannot serve: {0}")]
    System(#[from] io::Error),
    /// No worker can be had.
    #[error("cannot serve: {0}")]
    Worker(String),
    /// The graph cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Serves a graph until Ctrl-C or SIGTERM, and then lets running requests finish. `ready` is told where it listens.
///
/// # Errors
/// When the graph cannot be opened, or the address is taken.
pub fn run(
    settings: Settings,
    source: Source,
    knowledge: Cow<'static, Ontology>,
    ready: impl FnOnce(SocketAddr) -> io::Result<()>,
) -> Result<(), ServeError> {
    let runtime = runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(async {
        let wanted = SocketAddr::new(settings.address, settings.port);
        let listener =
            TcpListener::bind(wanted).await.map_err(|source| ServeError::Listen { address: wanted, source })?;
        let address = listener.local_addr()?;
        let site = Site::open(settings, source, knowledge)?;
        site.warm().await.map_err(|problem| ServeError::Worker(problem.detail))?;
        let stop = stop()?;
        ready(address)?;
        serve(listener, &site, address, stop).await;
        Ok(())
    });
    runtime.shutdown_timeout(Duration::from_secs(1));
    served
}

async fn serve(listener: TcpListener, site: &Site, address: SocketAddr, stop: impl Future<Output = ()>) {
    let service = TowerToHyperService::new(router(site.clone(), address));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(IDLE);
    let (connections, room) = (GracefulShutdown::new(), Arc::new(Semaphore::new(CONNECTIONS)));
    let following = tokio::spawn(site.clone().follow());
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, place) = select! {
            () = &mut stop => break,
            taken = accept(&listener, &room) => taken,
        };
        let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service.clone()));
        tokio::spawn(async move {
            // A client that went away, or sent no HTTP, is nobody to tell.
            drop(connection.await);
            drop(place);
        });
    }
    drop(listener);
    following.abort();
    // Whoever takes longer is cut off, and can see that it was.
    drop(timeout(site.settings().time + GRACE, connections.shutdown()).await);
}

/// The next connection, when there is a place for it. What fails here (no file descriptors left, a client that went away)
/// passes.
async fn accept(listener: &TcpListener, room: &Arc<Semaphore>) -> (TcpStream, OwnedSemaphorePermit) {
    let place = Arc::clone(room).acquire_owned().await.expect("nobody closes the room");
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Answers are small; should it fail, they only come a little later.
                drop(stream.set_nodelay(true));
                return (stream, place);
            }
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
}

fn router(site: Site, address: SocketAddr) -> Router {
    let hosts = Hosts::new(address, &site.settings().hosts);
    Router::new()
        .merge(pages::router())
        .route("/assets/{name}", get(assets::asset))
        .route("/sparql", get(sparql::sparql).post(sparql::sparql))
        .route("/sparql/", get(sparql::sparql).post(sparql::sparql))
        .route("/store", get(store::graph))
        .route("/id/{*name}", get(entity::by_name))
        .route("/data", get(entity::by_iri))
        .route("/health", get(metrics::health))
        .route("/metrics", get(metrics::metrics))
        .fallback(async || Problem::new(Kind::NotFound, "no page and no data has this address"))
        .method_not_allowed_fallback(async || Problem::new(Kind::Method, "this address is only read from"))
        .layer(from_fn_with_state((site.clone(), hosts), gate::check))
        .layer(from_fn(problem::as_page))
        .layer(CompressionLayer::new())
        .layer(from_fn(headers::add))
        .layer(from_fn_with_state(site.clone(), record::request))
        .with_state(site)
}

/// Comes to its end when the user or the system asks the server to stop.
#[cfg(unix)]
fn stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        select! {
            _ = interrupt.recv() => (),
            _ = terminate.recv() => (),
        }
    })
}

/// Comes to its end when the user asks the server to stop.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "on other systems it can fail")]
fn stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        drop(tokio::signal::ctrl_c().await);
    })
}
