//! The listening port, its connections and their thread.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::thread::{self, JoinHandle};

use axum::Router;
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, Request, State as Extracted};
use axum::response::Response;
use axum::serve::{IncomingStream, Listener};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio_rustls::TlsAcceptor;

use super::dispatch::{Dispatched, dispatch};
use super::request::ApiRequest;
use super::state::Shared;
use super::stream::{Connection, DisruptionHandle, Stream};

/// A server with its own thread and runtime. Dropping it closes all connections, and tests with a paused or
/// single-threaded runtime can use it.
#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Fails if the port is in use or no thread can be started.
    pub(crate) fn start(port: u16, tls: Option<TlsAcceptor>, shared: Shared) -> io::Result<Self> {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new()
            .name("genauth-sim".to_owned())
            .spawn(move || {
                runtime.block_on(async {
                    tokio::select! {
                        _ = stopped => {}
                        _ = serve(listener, tls, shared) => {}
                    }
                });
            })?;
        Ok(Self {
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Drop for Running {
    /// Returns when the port and all connections are closed.
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the thread was already reported.
            let _ = thread.join();
        }
    }
}

async fn serve(
    listener: std::net::TcpListener,
    tls: Option<TlsAcceptor>,
    shared: Shared,
) -> io::Result<()> {
    let acceptor = Acceptor::start(TcpListener::from_std(listener)?, tls)?;
    let router = Router::new().fallback(answer).with_state(shared);
    let router = router.into_make_service_with_connect_info::<DisruptionHandle>();
    axum::serve(acceptor, router).await
}

async fn answer(
    Extracted(shared): Extracted<Shared>,
    ConnectInfo(handle): ConnectInfo<DisruptionHandle>,
    request: Request,
) -> Response {
    let request = ApiRequest::read(request).await;
    let latency = shared.lock().latency();
    tokio::time::sleep(latency).await;
    let Dispatched {
        reply,
        date,
        disruption,
    } = dispatch(&mut shared.lock(), &request);
    handle.set(disruption);
    reply.into_response(date).await
}

impl Connected<IncomingStream<'_, Acceptor>> for DisruptionHandle {
    fn connect_info(stream: IncomingStream<'_, Acceptor>) -> Self {
        stream.io().handle.clone()
    }
}

type Accepted = (Stream, SocketAddr);

/// Accepts connections. TLS handshakes run concurrently, so that a slow one does not block the others.
struct Acceptor {
    address: SocketAddr,
    accepted: mpsc::Receiver<Accepted>,
}

impl Acceptor {
    fn start(listener: TcpListener, tls: Option<TlsAcceptor>) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let (sender, accepted) = mpsc::channel(64);
        tokio::spawn(accept_all(listener, tls, sender));
        Ok(Self { address, accepted })
    }
}

async fn accept_all(
    mut listener: TcpListener,
    tls: Option<TlsAcceptor>,
    accepted: mpsc::Sender<Accepted>,
) {
    loop {
        let (stream, from) = Listener::accept(&mut listener).await;
        // Sends small responses without delay.
        let _ = stream.set_nodelay(true);
        tokio::spawn(handshake(stream, from, tls.clone(), accepted.clone()));
    }
}

async fn handshake(
    stream: TcpStream,
    from: SocketAddr,
    tls: Option<TlsAcceptor>,
    accepted: mpsc::Sender<Accepted>,
) {
    let connection: Box<dyn Connection> = match tls {
        None => Box::new(stream),
        Some(tls) => match tls.accept(stream).await {
            Ok(stream) => Box::new(stream),
            // The client does not trust the certificate.
            Err(_) => return,
        },
    };
    // Fails only while the server stops.
    let _ = accepted.send((Stream::new(connection), from)).await;
}

impl Listener for Acceptor {
    type Io = Stream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> Accepted {
        match self.accepted.recv().await {
            Some(accepted) => accepted,
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}
