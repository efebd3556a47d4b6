#pragma once
// What the room Kernel asks of Linux. No _GNU_SOURCE: it turns `sockaddr *` into a transparent union
// that Swift cannot pass. Macros and variadic functions become inline functions here.
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <dirent.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/vfs.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static inline int sonde_error_number(void) { return errno; }

// The address of errno is the thread's own: a name for the running thread without a system call.
static inline uintptr_t sonde_thread(void) { return (uintptr_t)__errno_location(); }

static inline int sonde_open_for_reading(const char *path) {
    return open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

static inline int sonde_open_for_writing(const char *path) { return open(path, O_WRONLY | O_CLOEXEC); }

static inline int sonde_open_for_appending(const char *path) {
    return open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0640);
}

// Declared with _GNU_SOURCE only.
int memfd_create(const char *, unsigned int);
#ifndef MFD_CLOEXEC
#define MFD_CLOEXEC 1U
#endif

// rename stands in stdio.h, whose macros Swift need not see.
int rename(const char *, const char *);

static inline int sonde_rename(const char *path, const char *other) { return rename(path, other); }

static inline int sonde_set_nonblocking(int descriptor) {
    int flags = fcntl(descriptor, F_GETFL);
    return flags < 0 ? flags : fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
}

static inline int64_t sonde_clock(clockid_t clock) {
    struct timespec time;
    return clock_gettime(clock, &time) < 0 ? -1 : time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

// epoll_pwait2 (Linux 5.11) takes nanoseconds; older kernels and strict sandboxes get milliseconds.
int epoll_pwait2(int, struct epoll_event *, int, const struct timespec *, const sigset_t *);

static inline int sonde_epoll_wait(int epoll, struct epoll_event *events, int count, int64_t nanoseconds) {
    static int coarse = 0;
    if (!__atomic_load_n(&coarse, __ATOMIC_RELAXED)) {
        struct timespec timeout = {nanoseconds / 1000000000, nanoseconds % 1000000000};
        int ready = epoll_pwait2(epoll, events, count, nanoseconds < 0 ? NULL : &timeout, NULL);
        if (ready >= 0 || (errno != ENOSYS && errno != EPERM)) return ready;
        __atomic_store_n(&coarse, 1, __ATOMIC_RELAXED);
    }
    int64_t milliseconds = nanoseconds < 0 ? -1 : (nanoseconds + 999999) / 1000000;
    return epoll_wait(epoll, events, count, milliseconds > 3600000 ? 3600000 : (int)milliseconds);
}

static inline void sonde_epoll_event(struct epoll_event *event, uint32_t events, uint64_t token) {
    event->events = events;
    event->data.u64 = token;
}

// In Swift the structure hides the function of the same name.
static inline int sonde_status(const char *path, struct stat *status) { return stat(path, status); }

static inline int sonde_regular(const struct stat *status) { return S_ISREG(status->st_mode); }

// Paths are bytes: a name need not be UTF-8. 1 is a directory, 2 a link, 0 anything else.
static inline int sonde_entry_kind(const void *path) {
    struct stat status;
    if (lstat(path, &status) < 0) return -1;
    return S_ISDIR(status.st_mode) ? 1 : S_ISLNK(status.st_mode) ? 2 : 0;
}

static inline ssize_t sonde_read_link(const void *path, void *target, size_t size) {
    return readlink(path, target, size);
}

static inline int sonde_watch(int inotify, const void *path, uint32_t mask) {
    return inotify_add_watch(inotify, path, mask);
}

// The magic number of the file system at a path, statfs(2); -1 where it is not told.
static inline int64_t sonde_file_system(const void *path) {
    struct statfs status;
    return statfs(path, &status) < 0 ? -1 : (int64_t)(uint32_t)status.f_type;
}

// accept4 stands behind _GNU_SOURCE.
int accept4(int, struct sockaddr *, socklen_t *, int);

static inline int sonde_accept(int descriptor, void *address, socklen_t *size) {
    return accept4(descriptor, (struct sockaddr *)address, size, SOCK_CLOEXEC | SOCK_NONBLOCK);
}

static inline int sonde_block_signals(const int *numbers, int count, sigset_t *set) {
    sigemptyset(set);
    for (int index = 0; index < count; index++) sigaddset(set, numbers[index]);
    return -pthread_sigmask(SIG_BLOCK, set, NULL);
}

// Starts a thread that no signal is delivered to but those of its own faults: the mask is inherited, so it is
// set for as long as the start takes. Errors come in errno, as with a system call.
static inline int sonde_start_thread(
    pthread_t *thread, size_t stack_bytes, void *(*body)(void *), void *argument) {
    static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS};
    sigset_t set, before;
    pthread_attr_t attributes;
    int error = pthread_attr_init(&attributes);
    if (error == 0) {
        error = pthread_attr_setstacksize(&attributes, stack_bytes);
        if (error == 0) {
            sigfillset(&set);
            for (size_t index = 0; index < sizeof faults / sizeof *faults; index++) sigdelset(&set, faults[index]);
            pthread_sigmask(SIG_SETMASK, &set, &before);
            error = pthread_create(thread, &attributes, body, argument);
            pthread_sigmask(SIG_SETMASK, &before, NULL);
        }
        pthread_attr_destroy(&attributes);
    }
    errno = error;
    return error == 0 ? 0 : -1;
}

static inline void sonde_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }

static inline int sonde_descriptor_limit(struct rlimit *limit) { return getrlimit(RLIMIT_NOFILE, limit); }
static inline int sonde_set_descriptor_limit(const struct rlimit *limit) { return setrlimit(RLIMIT_NOFILE, limit); }
static inline int sonde_core_limit(struct rlimit *limit) { return getrlimit(RLIMIT_CORE, limit); }
static inline int sonde_set_core_limit(const struct rlimit *limit) { return setrlimit(RLIMIT_CORE, limit); }
static inline int sonde_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
static inline void sonde_exit(int status) { _exit(status); }

// Linux 4.2; glibc's <netinet/in.h> has it, but not with every set of feature macros.
static const int sonde_bind_address_no_port = 24;

// The few figures of TCP_INFO that are asked for. A kernel copies as much as it knows.
struct sonde_tcp_figures {
    uint32_t round_trip_us;
    uint32_t variation_us;
    uint32_t retransmissions;
};

static inline int sonde_read_tcp_figures(int descriptor, struct sonde_tcp_figures *figures) {
    struct tcp_info info;
    socklen_t size = sizeof info;
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) < 0) return -1;
    if (size < offsetof(struct tcp_info, tcpi_total_retrans) + sizeof info.tcpi_total_retrans) return -1;
    figures->round_trip_us = info.tcpi_rtt;
    figures->variation_us = info.tcpi_rttvar;
    figures->retransmissions = info.tcpi_total_retrans;
    return 0;
}

// A question to rtnetlink(7), with room for what it is asked about.
struct sonde_route_request {
    struct nlmsghdr header;
    struct rtmsg route;
    unsigned char attributes[3 * RTA_SPACE(sizeof(struct in6_addr))];
};

static inline void sonde_add_route_attribute(
    struct sonde_route_request *request, unsigned short type, const void *value, unsigned short size) {
    struct rtattr *attribute = (struct rtattr *)((unsigned char *)request + request->header.nlmsg_len);
    attribute->rta_type = type;
    attribute->rta_len = RTA_LENGTH(size);
    memcpy(RTA_DATA(attribute), value, size);
    request->header.nlmsg_len += RTA_SPACE(size);
}

static inline const void *sonde_address_bytes(const struct sockaddr *address) {
    return address->sa_family == AF_INET ? (const void *)&((const struct sockaddr_in *)address)->sin_addr
                                         : (const void *)&((const struct sockaddr_in6 *)address)->sin6_addr;
}

// The way out of this machine: the interface, and the router behind it where there is one.
struct sonde_way {
    // 0 where the kernel does not tell, a negative error number where it knows of no way.
    int64_t interface;
    unsigned short gateway_size;
    unsigned char gateway[sizeof(struct in6_addr)];
};

static inline void sonde_take_route_attribute(struct sonde_way *way, const struct rtattr *attribute) {
    size_t size = RTA_PAYLOAD(attribute);
    unsigned interface;
    if (attribute->rta_type == RTA_OIF && size >= sizeof interface) {
        memcpy(&interface, RTA_DATA(attribute), sizeof interface);
        way->interface = interface;
    } else if (attribute->rta_type == RTA_GATEWAY && size <= sizeof way->gateway) {
        memcpy(way->gateway, RTA_DATA(attribute), size);
        way->gateway_size = (unsigned short)size;
    }
}

// The way of packets between two addresses of one family. Interface 0 asks for any. With RTM_F_FIB_MATCH
// (Linux 4.13) the table itself must have an entry.
static inline struct sonde_way sonde_find_way(
    int netlink, const struct sockaddr *source, const struct sockaddr *target, unsigned interface, unsigned flags) {
    struct sonde_way way = {0}, unknown = {0};
    unsigned short size = target->sa_family == AF_INET ? sizeof(struct in_addr) : sizeof(struct in6_addr);
    struct sonde_route_request request = {
        .header = {.nlmsg_len = NLMSG_LENGTH(sizeof(struct rtmsg)), .nlmsg_type = RTM_GETROUTE,
                   .nlmsg_flags = NLM_F_REQUEST},
        .route = {.rtm_family = target->sa_family, .rtm_dst_len = 8 * size, .rtm_src_len = 8 * size,
                  .rtm_flags = flags}};
    sonde_add_route_attribute(&request, RTA_DST, sonde_address_bytes(target), size);
    sonde_add_route_attribute(&request, RTA_SRC, sonde_address_bytes(source), size);
    if (interface != 0) sonde_add_route_attribute(&request, RTA_OIF, &interface, sizeof interface);
    union {
        struct nlmsghdr header;
        unsigned char bytes[1024];
    } reply;
    // The answer is there when the request has been sent.
    if (send(netlink, &request, request.header.nlmsg_len, 0) < 0) return unknown;
    ssize_t count = recv(netlink, &reply, sizeof reply, MSG_DONTWAIT);
    if (count < (ssize_t)sizeof reply.header || !NLMSG_OK(&reply.header, (size_t)count)) return unknown;
    if (reply.header.nlmsg_type == NLMSG_ERROR && count >= (ssize_t)NLMSG_LENGTH(sizeof(int))) {
        int error;
        memcpy(&error, NLMSG_DATA(&reply.header), sizeof error);
        way.interface = error;
        return way;
    }
    if (reply.header.nlmsg_type != RTM_NEWROUTE) return unknown;
    struct rtattr *attribute = RTM_RTA(NLMSG_DATA(&reply.header));
    int rest = RTM_PAYLOAD(&reply.header);
    for (; RTA_OK(attribute, rest); attribute = RTA_NEXT(attribute, rest)) sonde_take_route_attribute(&way, attribute);
    return way;
}

// Whether the router of a way does not answer on its link: nobody tells its hardware address. Asked of one
// entry (Linux 5.0); false where there is none.
static inline int sonde_is_gateway_silent(int netlink, struct sonde_way way) {
    struct {
        struct nlmsghdr header;
        struct ndmsg neighbour;
        unsigned char attribute[RTA_SPACE(sizeof(struct in6_addr))];
    } request = {
        .header = {.nlmsg_len = NLMSG_LENGTH(sizeof(struct ndmsg)) + RTA_SPACE(way.gateway_size),
                   .nlmsg_type = RTM_GETNEIGH, .nlmsg_flags = NLM_F_REQUEST},
        .neighbour = {.ndm_family = way.gateway_size == sizeof(struct in_addr) ? AF_INET : AF_INET6,
                      .ndm_ifindex = (int)way.interface}};
    if (way.gateway_size == 0) return 0;
    struct rtattr attribute = {.rta_type = NDA_DST, .rta_len = RTA_LENGTH(way.gateway_size)};
    memcpy(request.attribute, &attribute, sizeof attribute);
    memcpy(request.attribute + RTA_LENGTH(0), way.gateway, way.gateway_size);
    if (send(netlink, &request, request.header.nlmsg_len, 0) < 0) return 0;
    // The rest of the answer is cut off, recv(2).
    ssize_t count = recv(netlink, &request, sizeof request, MSG_DONTWAIT);
    if (count < (ssize_t)NLMSG_LENGTH(sizeof(struct ndmsg)) || request.header.nlmsg_type != RTM_NEWNEIGH) return 0;
    return (request.neighbour.ndm_state & (NUD_INCOMPLETE | NUD_FAILED)) != 0;
}

// The flags of an interface, netdevice(7), with IFF_LOWER_UP, which only netlink tells; -1 where it does not.
static inline int64_t sonde_interface_flags(int netlink, unsigned interface) {
    struct {
        struct nlmsghdr header;
        struct ifinfomsg link;
    } request = {
        .header = {.nlmsg_len = sizeof request, .nlmsg_type = RTM_GETLINK, .nlmsg_flags = NLM_F_REQUEST},
        .link = {.ifi_family = AF_UNSPEC, .ifi_index = (int)interface}}, reply;
    if (send(netlink, &request, sizeof request, 0) < 0) return -1;
    // The rest of the answer is cut off, recv(2).
    ssize_t count = recv(netlink, &reply, sizeof reply, MSG_DONTWAIT);
    return count == sizeof reply && reply.header.nlmsg_type == RTM_NEWLINK ? (int64_t)reply.link.ifi_flags : -1;
}

static const unsigned sonde_route_in_table = RTM_F_FIB_MATCH;
static const int64_t sonde_interface_up = IFF_UP;
static const int64_t sonde_interface_carrier = 0x10000; // IFF_LOWER_UP, which <net/if.h> lacks.

static inline int sonde_terminal_size(int descriptor, int *columns, int *rows) {
    struct winsize size;
    int result = ioctl(descriptor, TIOCGWINSZ, &size);
    if (result == 0) {
        *columns = size.ws_col;
        *rows = size.ws_row;
    }
    return result;
}
