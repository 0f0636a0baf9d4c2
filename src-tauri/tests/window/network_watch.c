/* Preloaded into every program of a session: records the addresses it listens on, connects to, sends to and resolves. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void record(const char *action, const char *host, int port)
{
    const char *path = getenv("AUTHGAUGE_TEST_NETWORK");
    char line[512];
    int saved_errno = errno;
    int length = snprintf(line, sizeof line, "%s %s %d\n", action, host, port);
    int file = path ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    if (file >= 0) {
        if (write(file, line, (size_t)(length < (int)sizeof line ? length : (int)sizeof line - 1)) < 0)
            abort();
        close(file);
    }
    errno = saved_errno;
}

static void record_address(const char *action, const struct sockaddr *address)
{
    char text[INET6_ADDRSTRLEN] = "";
    if (address && address->sa_family == AF_INET) {
        const struct sockaddr_in *four = (const void *)address;
        inet_ntop(AF_INET, &four->sin_addr, text, sizeof text);
        record(action, text, ntohs(four->sin_port));
    } else if (address && address->sa_family == AF_INET6) {
        const struct sockaddr_in6 *six = (const void *)address;
        inet_ntop(AF_INET6, &six->sin6_addr, text, sizeof text);
        record(action, text, ntohs(six->sin6_port));
    }
}

#define REAL(name) __typeof__(name) *real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

int listen(int socket, int backlog)
{
    REAL(listen);
    struct sockaddr_storage own = {0};
    socklen_t length = sizeof own;
    if (getsockname(socket, (struct sockaddr *)&own, &length) == 0)
        record_address("listen", (struct sockaddr *)&own);
    return real(socket, backlog);
}

int connect(int socket, const struct sockaddr *to, socklen_t length)
{
    REAL(connect);
    record_address("connect", to);
    return real(socket, to, length);
}

ssize_t sendto(int socket, const void *bytes, size_t size, int flags, const struct sockaddr *to, socklen_t length)
{
    REAL(sendto);
    record_address("send", to);
    return real(socket, bytes, size, flags, to, length);
}

ssize_t sendmsg(int socket, const struct msghdr *message, int flags)
{
    REAL(sendmsg);
    record_address("send", message->msg_name);
    return real(socket, message, flags);
}

int sendmmsg(int socket, struct mmsghdr *messages, unsigned int count, int flags)
{
    REAL(sendmmsg);
    for (unsigned int at = 0; at < count; at++)
        record_address("send", messages[at].msg_hdr.msg_name);
    return real(socket, messages, count, flags);
}

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found)
{
    REAL(getaddrinfo);
    if (name)
        record("resolve", name, 0);
    return real(name, service, hints, found);
}
