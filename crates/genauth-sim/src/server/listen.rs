//! The port, its connections, and the thread they live on.

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

use super::line::{Connection, Line, Spoiler};
use super::request::Asked;
use super::state::Shared;

/// A server on a thread and runtime of its own, so that ending it ends every connection with it,
/// and so that a test with a paused or single-threaded runtime can talk to it.
#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Errors: the port is taken, or no thread can be made.
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
    /// Returns when the port is closed and every connection is gone.
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic on that thread has been reported there; here it only means that the server
            // has ended.
            let _ = thread.join();
        }
    }
}

async fn serve(
    listener: std::net::TcpListener,
    tls: Option<TlsAcceptor>,
    shared: Shared,
) -> io::Result<()> {
    let doorway = Doorway::open(TcpListener::from_std(listener)?, tls)?;
    let router = Router::new().fallback(answer).with_state(shared);
    let router = router.into_make_service_with_connect_info::<Spoiler>();
    axum::serve(doorway, router).await
}

async fn answer(
    Extracted(shared): Extracted<Shared>,
    ConnectInfo(spoiler): ConnectInfo<Spoiler>,
    request: Request,
) -> Response {
    let asked = Asked::read(request).await;
    let (answer, date, spoil) = shared.lock().answer(&asked);
    spoiler.set(spoil);
    answer.into_response(date).await
}

impl Connected<IncomingStream<'_, Doorway>> for Spoiler {
    fn connect_info(stream: IncomingStream<'_, Doorway>) -> Self {
        stream.io().spoiler.clone()
    }
}

type Accepted = (Line, SocketAddr);

/// Lets connections in. TLS handshakes happen beside each other, so that a slow one holds up nobody
/// else.
struct Doorway {
    address: SocketAddr,
    accepted: mpsc::Receiver<Accepted>,
}

impl Doorway {
    fn open(listener: TcpListener, tls: Option<TlsAcceptor>) -> io::Result<Self> {
        let address = listener.local_addr()?;
        let (sender, accepted) = mpsc::channel(64);
        tokio::spawn(let_in(listener, tls, sender));
        Ok(Self { address, accepted })
    }
}

async fn let_in(
    mut listener: TcpListener,
    tls: Option<TlsAcceptor>,
    accepted: mpsc::Sender<Accepted>,
) {
    loop {
        let (stream, from) = Listener::accept(&mut listener).await;
        // Small answers must not wait for a full packet.
        let _ = stream.set_nodelay(true);
        tokio::spawn(hand_over(stream, from, tls.clone(), accepted.clone()));
    }
}

async fn hand_over(
    stream: TcpStream,
    from: SocketAddr,
    tls: Option<TlsAcceptor>,
    accepted: mpsc::Sender<Accepted>,
) {
    let connection: Box<dyn Connection> = match tls {
        None => Box::new(stream),
        Some(tls) => match tls.accept(stream).await {
            Ok(stream) => Box::new(stream),
            // A caller who does not trust the certificate leaves here.
            Err(_) => return,
        },
    };
    // Nobody listens any more only while the server ends.
    let _ = accepted.send((Line::over(connection), from)).await;
}

impl Listener for Doorway {
    type Io = Line;
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
