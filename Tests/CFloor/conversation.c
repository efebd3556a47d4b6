#define _GNU_SOURCE
#include "connection.h"
#include "floor.h"
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static const char BANNER[] = "220 mail.example.com ESMTP\r\n";
static const char HELLO[] = "EHLO probe\r\n";
static const char ANSWER[] = "250-mail.example.com\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n250 8BITMIME\r\n";
static const char GOODBYE[] = "QUIT\r\n";

static int say(int descriptor, const char *words, size_t size) {
    return send(descriptor, words, size, MSG_NOSIGNAL) == (ssize_t)size ? 0 : -1;
}

// The server.

static void greet(int listener, int epoll) {
    int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (connection < 0) return;
    struct linger breaks_off = {.l_onoff = 1, .l_linger = 0};
    setsockopt(connection, SOL_SOCKET, SO_LINGER, &breaks_off, sizeof breaks_off);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = connection};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, connection, &event) || say(connection, BANNER, sizeof BANNER - 1))
        close(connection);
}

static void answer(int connection) {
    char words[64];
    ssize_t count = recv(connection, words, sizeof words, 0);
    if (count < 4 || memcmp(words, HELLO, 4) || say(connection, ANSWER, sizeof ANSWER - 1)) close(connection);
}

static void *serve(void *argument) {
    int listener = (int)(intptr_t)argument, epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event events[FLOOR_BATCH], event = {.events = EPOLLIN, .data.fd = listener};
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    // It never sleeps: who talks to it would pay for waking it, and how often is chance.
    for (;;) {
        int count = epoll_wait(epoll, events, FLOOR_BATCH, 0);
        for (int index = 0; index < count; index++) {
            int descriptor = events[index].data.fd;
            if (descriptor == listener) greet(listener, epoll);
            else answer(descriptor);
        }
    }
    return NULL;
}

uint16_t floor_serve_mail(void) {
    int listener = floor_listen();
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)listener)) return 0;
    pthread_detach(thread);
    return floor_port(listener);
}

// The client.

enum state { CONNECTING, BEFORE_BANNER, BEFORE_ANSWER };

static struct {
    enum state state;
    int count;
    char unread[512];
} conversations[FLOOR_DESCRIPTORS_MAX];

static int open_conversation(int epoll, const struct sockaddr_in *address) {
    int descriptor = floor_begin(epoll, address);
    if (descriptor < 0) return -1;
    conversations[descriptor].state = CONNECTING;
    conversations[descriptor].count = 0;
    return 0;
}

// Whether a line that is unread begins with four bytes; if so they and all before are read.
static int take(int descriptor, const char *beginning) {
    char *line = conversations[descriptor].unread, *end = line + conversations[descriptor].count;
    while (line && end - line >= 4) {
        if (!memcmp(line, beginning, 4)) {
            conversations[descriptor].count = (int)(end - line) - 4;
            memmove(conversations[descriptor].unread, line + 4, conversations[descriptor].count);
            return 1;
        }
        line = memchr(line, '\n', end - line);
        if (line) line++;
    }
    return 0;
}

static int hear(int descriptor) {
    int count = conversations[descriptor].count, room = sizeof conversations->unread - count;
    ssize_t arrived = recv(descriptor, conversations[descriptor].unread + count, room, 0);
    if (arrived < 0 && errno == EAGAIN) return 0;
    if (arrived <= 0) return -1;
    conversations[descriptor].count += (int)arrived;
    return 0;
}

// Goes on as far as it can; returns 1 where it is done, -1 where it failed.
static int go_on(int descriptor, uint32_t events) {
    if (conversations[descriptor].state == CONNECTING) {
        if (floor_error(descriptor)) return -1;
        conversations[descriptor].state = BEFORE_BANNER;
    }
    if (!(events & EPOLLIN)) return 0;
    if (hear(descriptor)) return -1;
    if (conversations[descriptor].state == BEFORE_BANNER) {
        if (!take(descriptor, "220 ")) return 0;
        conversations[descriptor].state = BEFORE_ANSWER;
        return say(descriptor, HELLO, sizeof HELLO - 1);
    }
    if (!take(descriptor, "250 ")) return 0;
    return say(descriptor, GOODBYE, sizeof GOODBYE - 1) || floor_end(descriptor) ? -1 : 1;
}

int64_t floor_converse(uint16_t port, int attempts, int in_flight) {
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct sockaddr_in address = floor_loopback(port);
    struct epoll_event events[FLOOR_BATCH];
    int64_t before = floor_thread_cpu();
    int launched = 0, finished = 0;
    for (; launched < in_flight && launched < attempts; launched++)
        if (open_conversation(epoll, &address)) return -1;
    while (finished < attempts) {
        int count = epoll_wait(epoll, events, FLOOR_BATCH, -1);
        for (int index = 0; index < count; index++) {
            int outcome = go_on(events[index].data.fd, events[index].events);
            if (outcome < 0) return -1;
            if (outcome == 0) continue;
            finished++;
            if (launched < attempts && open_conversation(epoll, &address)) return -1;
            if (launched < attempts) launched++;
        }
    }
    int64_t cost = floor_thread_cpu() - before;
    close(epoll);
    return cost;
}
