#pragma once
// What the floors that connect share.
#include <netinet/in.h>
#include <stdint.h>
#include <time.h>

enum { FLOOR_BATCH = 256, FLOOR_DESCRIPTORS_MAX = 65536 };

int64_t floor_clock(clockid_t clock);

struct sockaddr_in floor_loopback(uint16_t port);

// The port of a listening socket, or 0.
uint16_t floor_port(int listener);

// Opens a connection that `epoll` tells of by its descriptor; returns the descriptor, or -1.
int floor_begin(int epoll, const struct sockaddr_in *address);

// The error of a connection attempt that has ended, 0 for none.
int floor_error(int descriptor);

// Closes a connection and counts it in one of three buckets of its duration; returns 0.
int floor_end(int descriptor);
