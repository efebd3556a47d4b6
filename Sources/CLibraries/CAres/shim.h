#pragma once
// Newer releases mark what 1.18 has nothing in place of as deprecated.
#define CARES_NO_DEPRECATED
#include <ares.h>
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

// A status is a macro in 1.18 and an enum in newer releases; these are plain numbers with both.
static const int sonde_ares_success = ARES_SUCCESS;
static const int sonde_ares_enodata = ARES_ENODATA;
static const int sonde_ares_eformerr = ARES_EFORMERR;
static const int sonde_ares_eservfail = ARES_ESERVFAIL;
static const int sonde_ares_enotfound = ARES_ENOTFOUND;
static const int sonde_ares_enotimp = ARES_ENOTIMP;
static const int sonde_ares_erefused = ARES_EREFUSED;
static const int sonde_ares_ebadquery = ARES_EBADQUERY;
static const int sonde_ares_ebadname = ARES_EBADNAME;
static const int sonde_ares_ebadresp = ARES_EBADRESP;
static const int sonde_ares_econnrefused = ARES_ECONNREFUSED;
static const int sonde_ares_etimeout = ARES_ETIMEOUT;
static const int sonde_ares_enomem = ARES_ENOMEM;
static const int sonde_ares_edestruction = ARES_EDESTRUCTION;
static const int sonde_ares_ebadstr = ARES_EBADSTR;
static const int sonde_ares_ecancelled = ARES_ECANCELLED;

// c-ares has one status, ARES_ECONNREFUSED, for whatever is wrong with a socket: no descriptor
// left, no route, a closed port. These functions, given to a channel, note the errno of the last
// trouble, and whether it came before anything could be sent.
struct sonde_ares_trouble {
    int number;
    int before_sending;
};

static inline void sonde_ares_note(void *trouble, int before_sending) {
    struct sonde_ares_trouble *noted = trouble;
    if (errno == EAGAIN || errno == EINPROGRESS || errno == EINTR) return;
    noted->number = errno;
    noted->before_sending = before_sending;
}

static inline int sonde_ares_socket(int family, int type, int protocol, void *trouble) {
    int on = 1;
    int descriptor = socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
    if (descriptor < 0) {
        sonde_ares_note(trouble, 1);
    } else {
        *(struct sonde_ares_trouble *)trouble = (struct sonde_ares_trouble){0, 0};
        if (type == SOCK_STREAM) setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    return descriptor;
}

static inline int sonde_ares_close(int descriptor, void *trouble) {
    (void)trouble;
    return close(descriptor);
}

static inline int sonde_ares_connect(
    int descriptor, const struct sockaddr *address, ares_socklen_t length, void *trouble) {
    int result = connect(descriptor, address, length);
    if (result < 0) sonde_ares_note(trouble, 1);
    return result;
}

// An empty datagram makes c-ares close the socket as if the server had hung up; it is no answer,
// and anybody who guesses our port could send it, so it is passed over.
static inline ares_ssize_t sonde_ares_receive(
    int descriptor, void *buffer, size_t size, int flags, struct sockaddr *from,
    ares_socklen_t *length, void *trouble) {
    ares_ssize_t count = recvfrom(descriptor, buffer, size, flags, from, length);
    if (count < 0) sonde_ares_note(trouble, 0);
    if (count == 0 && from != 0) {
        errno = EAGAIN;
        return -1;
    }
    if (count == 0) *(struct sonde_ares_trouble *)trouble = (struct sonde_ares_trouble){0, 0};
    return count;
}

// sendmsg and not writev, as c-ares has it: a connection that was reset must not raise SIGPIPE.
static inline ares_ssize_t sonde_ares_send(
    int descriptor, const struct iovec *pieces, int count, void *trouble) {
    struct msghdr message = {.msg_iov = (struct iovec *)pieces, .msg_iovlen = (size_t)count};
    ares_ssize_t sent = sendmsg(descriptor, &message, MSG_NOSIGNAL);
    if (sent < 0) sonde_ares_note(trouble, 0);
    return sent;
}

// Gives the functions above to a channel; `trouble` must live as long as it.
static inline void sonde_ares_note_troubles(
    ares_channel channel, struct sonde_ares_trouble *trouble) {
    static const struct ares_socket_functions functions = {
        .asocket = sonde_ares_socket,
        .aclose = sonde_ares_close,
        .aconnect = sonde_ares_connect,
        .arecvfrom = sonde_ares_receive,
        .asendv = sonde_ares_send,
    };
    ares_set_socket_functions(channel, &functions, trouble);
}
