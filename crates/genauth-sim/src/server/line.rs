//! One connection as its bytes see it, and what goes wrong with them on purpose.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use std::{fmt, io};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;
use tokio_rustls::server::TlsStream;

use super::place::Progress;
use super::{LineFault, Trouble};

/// Between two bytes of a drip.
const DROP: Duration = Duration::from_millis(50);

/// One connection, before HTTP.
pub(super) trait Connection: AsyncRead + AsyncWrite + Unpin + Send {
    /// From now on its end is a reset.
    fn end_rudely(&self);
}

impl Connection for TcpStream {
    fn end_rudely(&self) {
        // Where it cannot be, the connection is gone already.
        let _ = self.set_zero_linger();
    }
}

impl Connection for TlsStream<TcpStream> {
    fn end_rudely(&self) {
        self.get_ref().0.end_rudely();
    }
}

/// What becomes of the bytes of one answer.
#[derive(Debug, Clone)]
pub(crate) enum Spoil {
    /// They meet trouble on the way.
    Line(LineFault),
    /// Others go out, and the connection ends.
    Instead(Vec<u8>),
}

/// Where the answer to come is spoilt, from outside its connection.
#[derive(Clone, Default)]
pub(super) struct Spoiler(Arc<Mutex<Option<Spoiling>>>);

struct Spoiling {
    spoil: Spoil,
    progress: Progress,
}

impl Spoiler {
    /// For the next answer on this connection.
    pub(super) fn set(&self, spoil: Option<Spoil>) {
        *self.lock() = spoil.map(|spoil| Spoiling {
            spoil,
            progress: Progress::default(),
        });
    }

    fn lock(&self) -> MutexGuard<'_, Option<Spoiling>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Spoiler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Spoiler")
    }
}

/// A connection whose answers can be spoilt.
pub(super) struct Line {
    inner: Box<dyn Connection>,
    pub(super) spoiler: Spoiler,
    next_drop: Pin<Box<Sleep>>,
}

impl Line {
    pub(super) fn over(inner: Box<dyn Connection>) -> Self {
        Self {
            inner,
            spoiler: Spoiler::default(),
            next_drop: Box::pin(tokio::time::sleep(DROP)),
        }
    }

    fn plain(&mut self, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(context, bytes)
    }

    /// Other bytes than the answer's, then the end.
    fn instead(
        &mut self,
        context: &mut Context<'_>,
        bytes: &[u8],
        progress: &mut Progress,
    ) -> Poll<io::Result<usize>> {
        while let Some(rest) = bytes.get(progress.seen()..).filter(|rest| !rest.is_empty()) {
            let sent = ready!(self.plain(context, rest))?;
            progress.see(rest.get(..sent).unwrap_or_default());
        }
        Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()))
    }

    fn troubled(
        &mut self,
        context: &mut Context<'_>,
        trouble: Trouble,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match trouble {
            Trouble::Reset => {
                self.inner.end_rudely();
                Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()))
            }
            Trouble::Cut => Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
            Trouble::Stall => Poll::Pending,
            Trouble::Drip => self.drip(context, bytes),
            Trouble::Garbage => {
                let garbage: Vec<u8> = bytes.iter().map(|byte| byte ^ 0x80).collect();
                self.plain(context, &garbage)
            }
        }
    }

    fn drip(&mut self, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        ready!(self.next_drop.as_mut().poll(context));
        self.next_drop.set(tokio::time::sleep(DROP));
        self.plain(context, bytes.get(..1).unwrap_or_default())
    }

    fn spoilt(
        &mut self,
        context: &mut Context<'_>,
        spoiling: &mut Spoiling,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let fault = match &spoiling.spoil {
            Spoil::Instead(others) => {
                return self.instead(context, others, &mut spoiling.progress);
            }
            Spoil::Line(fault) => *fault,
        };
        let before = spoiling.progress.before(fault.place, bytes);
        if before.is_empty() {
            return self.troubled(context, fault.trouble, bytes);
        }
        let sent = ready!(self.plain(context, before))?;
        spoiling
            .progress
            .see(before.get(..sent).unwrap_or_default());
        Poll::Ready(Ok(sent))
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(context, into)
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let spoiler = self.spoiler.clone();
        match &mut *spoiler.lock() {
            Some(spoiling) => self.spoilt(context, spoiling, bytes),
            None => self.plain(context, bytes),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}
