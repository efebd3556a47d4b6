#pragma once
// What the benchmarks are compared with: the same work in C, as bare as it can be.
#include <stddef.h>
#include <stdint.h>

// CPU time of the calling thread in nanoseconds.
int64_t floor_thread_cpu(void);

// A socket that listens on a free port of 127.0.0.1, or -1.
int floor_listen(void);

// A thread that accepts connections on a free port of 127.0.0.1 and closes them; returns the port.
uint16_t floor_accept_and_close(void);

// Makes `attempts` connections to 127.0.0.1:port, `in_flight` at a time, on one epoll, each counted in
// one of three buckets of its duration; returns the CPU nanoseconds they took, or -1.
int64_t floor_connect(uint16_t port, int attempts, int in_flight);

// A thread that speaks a little SMTP on a free port of 127.0.0.1; returns the port.
//
// It breaks off after QUIT, so that no connection lingers and takes a port from those to come.
uint16_t floor_serve_mail(void);

// Holds `attempts` conversations with 127.0.0.1:port, `in_flight` at a time, on one epoll: reads up to
// a line that begins with "220 ", says EHLO, reads up to a line that begins with "250 ", says QUIT
// and closes. Returns the CPU nanoseconds they took, or -1 where one failed.
int64_t floor_converse(uint16_t port, int attempts, int in_flight);

// A thread that speaks TLS on a free port with a chain and a key, PEM; returns the port.
uint16_t floor_serve_tls(const char *chain, size_t chain_size, const char *key, size_t key_size);

// Makes `attempts` handshakes with 127.0.0.1:port one after the other, verified against an
// authority in PEM and the name; returns the CPU nanoseconds they took, or -1 where one failed.
int64_t floor_tls(uint16_t port, int attempts, const char *authority, size_t authority_size, const char *name);

// Copies `size` bytes; returns the nanoseconds that took.
int64_t floor_copy(void *target, const void *source, size_t size);

// How often memory was allocated since the process began.
uint64_t floor_allocations(void);
