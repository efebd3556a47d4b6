#define _GNU_SOURCE
#include "connection.h"
#include "floor.h"
#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

int64_t floor_clock(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

int64_t floor_thread_cpu(void) { return floor_clock(CLOCK_THREAD_CPUTIME_ID); }

int64_t floor_copy(void *target, const void *source, size_t size) {
    int64_t begin = floor_clock(CLOCK_MONOTONIC);
    memcpy(target, source, size);
    return floor_clock(CLOCK_MONOTONIC) - begin;
}

static void *accept_and_close(void *argument) {
    int listener = (int)(intptr_t)argument;
    for (;;) {
        int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (connection >= 0) close(connection);
    }
    return NULL;
}

struct sockaddr_in floor_loopback(uint16_t port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

// Services live below the ports that connections are made from, and so do these.
int floor_listen(void) {
    static uint16_t next = 32767;
    for (; next > 1024; next--) {
        int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        struct sockaddr_in address = floor_loopback(next);
        if (!bind(listener, (struct sockaddr *)&address, sizeof address) && !listen(listener, 4096)) {
            next--;
            return listener;
        }
        close(listener);
    }
    return -1;
}

uint16_t floor_port(int listener) {
    struct sockaddr_in address;
    socklen_t size = sizeof address;
    return getsockname(listener, (struct sockaddr *)&address, &size) ? 0 : ntohs(address.sin_port);
}

uint16_t floor_accept_and_close(void) {
    int listener = floor_listen();
    pthread_t thread;
    if (pthread_create(&thread, NULL, accept_and_close, (void *)(intptr_t)listener)) return 0;
    pthread_detach(thread);
    return floor_port(listener);
}

static int64_t started[FLOOR_DESCRIPTORS_MAX];
static uint64_t buckets[3];

int floor_begin(int epoll, const struct sockaddr_in *address) {
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0 || descriptor >= FLOOR_DESCRIPTORS_MAX) return -1;
    started[descriptor] = floor_clock(CLOCK_MONOTONIC);
    int result = connect(descriptor, (const struct sockaddr *)address, sizeof *address);
    if (result < 0 && errno != EINPROGRESS) return -1;
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.fd = descriptor};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) ? -1 : descriptor;
}

int floor_error(int descriptor) {
    int error = 0;
    socklen_t size = sizeof error;
    return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) ? errno : error;
}

int floor_end(int descriptor) {
    int64_t duration = floor_clock(CLOCK_MONOTONIC) - started[descriptor];
    buckets[duration < 100000 ? 0 : duration < 1000000 ? 1 : 2]++;
    return close(descriptor);
}

int64_t floor_connect(uint16_t port, int attempts, int in_flight) {
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct sockaddr_in address = floor_loopback(port);
    struct epoll_event events[FLOOR_BATCH];
    int64_t before = floor_thread_cpu();
    int launched = 0, finished = 0;
    while (launched < in_flight && launched < attempts) {
        if (floor_begin(epoll, &address) < 0) return -1;
        launched++;
    }
    while (finished < attempts) {
        int count = epoll_wait(epoll, events, FLOOR_BATCH, -1);
        for (int index = 0; index < count; index++) {
            int descriptor = events[index].data.fd;
            if (floor_error(descriptor) || floor_end(descriptor)) return -1;
            finished++;
            if (launched < attempts) {
                if (floor_begin(epoll, &address) < 0) return -1;
                launched++;
            }
        }
    }
    int64_t cost = floor_thread_cpu() - before;
    close(epoll);
    return cost;
}
