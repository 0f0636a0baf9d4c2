//! The byte stream of a connection, with optional disruptions.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use std::{fmt, io};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;
use tokio_rustls::server::TlsStream;

use super::disruption::{Disruption, Effect, Progress};

/// The pause before each byte of [`Effect::Trickle`].
const TRICKLE_PAUSE: Duration = Duration::from_millis(50);

/// A TCP or TLS connection.
pub(super) trait Connection: AsyncRead + AsyncWrite + Unpin + Send {
    /// Makes closing the connection reset it.
    fn reset_on_close(&self);
}

impl Connection for TcpStream {
    fn reset_on_close(&self) {
        // Fails only if the connection is closed already.
        let _ = self.set_zero_linger();
    }
}

impl Connection for TlsStream<TcpStream> {
    fn reset_on_close(&self) {
        self.get_ref().0.reset_on_close();
    }
}

/// Sets the disruption of a connection's next response.
#[derive(Clone, Default)]
pub(super) struct DisruptionHandle(Arc<Mutex<Option<ActiveDisruption>>>);

struct ActiveDisruption {
    disruption: Disruption,
    progress: Progress,
}

impl DisruptionHandle {
    /// Applies to the next response on the connection.
    pub(super) fn set(&self, disruption: Option<Disruption>) {
        *self.lock() = disruption.map(|disruption| ActiveDisruption {
            disruption,
            progress: Progress::default(),
        });
    }

    fn lock(&self) -> MutexGuard<'_, Option<ActiveDisruption>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for DisruptionHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DisruptionHandle")
    }
}

/// A connection whose responses can be disrupted.
pub(super) struct Stream {
    inner: Box<dyn Connection>,
    pub(super) handle: DisruptionHandle,
    next_byte: Pin<Box<Sleep>>,
}

impl Stream {
    pub(super) fn new(inner: Box<dyn Connection>) -> Self {
        Self {
            inner,
            handle: DisruptionHandle::default(),
            next_byte: Box::pin(tokio::time::sleep(TRICKLE_PAUSE)),
        }
    }

    fn write(&mut self, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(context, bytes)
    }

    /// Writes other bytes than the response's, then closes the connection.
    fn write_raw(
        &mut self,
        context: &mut Context<'_>,
        bytes: &[u8],
        progress: &mut Progress,
    ) -> Poll<io::Result<usize>> {
        while let Some(rest) = bytes.get(progress.sent()..).filter(|rest| !rest.is_empty()) {
            let sent = ready!(self.write(context, rest))?;
            progress.add(rest.get(..sent).unwrap_or_default());
        }
        Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()))
    }

    fn write_with_effect(
        &mut self,
        context: &mut Context<'_>,
        effect: Effect,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match effect {
            Effect::Reset => {
                self.inner.reset_on_close();
                Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()))
            }
            Effect::Close => Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
            Effect::Stall => Poll::Pending,
            Effect::Trickle => self.trickle(context, bytes),
            Effect::Corrupt => {
                let corrupted: Vec<u8> = bytes.iter().map(|byte| byte ^ 0x80).collect();
                self.write(context, &corrupted)
            }
        }
    }

    fn trickle(&mut self, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        ready!(self.next_byte.as_mut().poll(context));
        self.next_byte.set(tokio::time::sleep(TRICKLE_PAUSE));
        self.write(context, bytes.get(..1).unwrap_or_default())
    }

    fn write_disrupted(
        &mut self,
        context: &mut Context<'_>,
        active: &mut ActiveDisruption,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let fault = match &active.disruption {
            Disruption::RawBytes(raw) => {
                return self.write_raw(context, raw, &mut active.progress);
            }
            Disruption::Fault(fault) => *fault,
        };
        let before = active.progress.before(fault.position, bytes);
        if before.is_empty() {
            return self.write_with_effect(context, fault.effect, bytes);
        }
        let sent = ready!(self.write(context, before))?;
        active.progress.add(before.get(..sent).unwrap_or_default());
        Poll::Ready(Ok(sent))
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(context, into)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let handle = self.handle.clone();
        match &mut *handle.lock() {
            Some(active) => self.write_disrupted(context, active, bytes),
            None => self.write(context, bytes),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}
