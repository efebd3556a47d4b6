#pragma once
// What the room Kernel asks of Linux. No _GNU_SOURCE: it turns `sockaddr *` into a transparent union
// that Swift cannot pass. Macros and variadic functions become inline functions here.
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <dirent.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static inline int sonde_error_number(void) { return errno; }

// The address of errno is the thread's own: a name for the running thread without a system call.
static inline uintptr_t sonde_thread(void) { return (uintptr_t)__errno_location(); }

static inline int sonde_open_for_reading(const char *path) {
    return open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

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

static inline void sonde_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }

static inline int sonde_descriptor_limit(struct rlimit *limit) { return getrlimit(RLIMIT_NOFILE, limit); }
static inline int sonde_set_descriptor_limit(const struct rlimit *limit) { return setrlimit(RLIMIT_NOFILE, limit); }
static inline void sonde_exit(int status) { _exit(status); }
