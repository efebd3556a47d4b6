#define _GNU_SOURCE
#include "connection.h"
#include "floor.h"
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct server {
    int listener;
    SSL_CTX *context;
};

static void *serve(void *argument) {
    struct server *server = argument;
    char byte;
    for (;;) {
        int connection = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC);
        if (connection < 0) continue;
        SSL *ssl = SSL_new(server->context);
        SSL_set_fd(ssl, connection);
        if (SSL_accept(ssl) == 1) SSL_read(ssl, &byte, 1);
        SSL_free(ssl);
        close(connection);
    }
    return NULL;
}

static int use_chain(SSL_CTX *context, const char *chain, size_t size) {
    BIO *bio = BIO_new_mem_buf(chain, (int)size);
    X509 *certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL);
    int result = SSL_CTX_use_certificate(context, certificate);
    X509_free(certificate);
    while ((certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL))) SSL_CTX_add_extra_chain_cert(context, certificate);
    BIO_free(bio);
    return result;
}

uint16_t floor_serve_tls(const char *chain, size_t chain_size, const char *key, size_t key_size) {
    struct server *server = malloc(sizeof *server);
    server->context = SSL_CTX_new(TLS_server_method());
    if (use_chain(server->context, chain, chain_size) != 1) return 0;
    BIO *bio = BIO_new_mem_buf(key, (int)key_size);
    EVP_PKEY *pkey = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
    BIO_free(bio);
    if (SSL_CTX_use_PrivateKey(server->context, pkey) != 1) return 0;
    EVP_PKEY_free(pkey);
    server->listener = floor_listen();
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve, server)) return 0;
    pthread_detach(thread);
    return floor_port(server->listener);
}

static SSL_CTX *client(const char *authority, size_t size) {
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    BIO *bio = BIO_new_mem_buf(authority, (int)size);
    X509 *certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate);
    X509_free(certificate);
    BIO_free(bio);
    return context;
}

int64_t floor_tls(uint16_t port, int attempts, const char *authority, size_t authority_size, const char *name) {
    SSL_CTX *context = client(authority, authority_size);
    struct sockaddr_in address = floor_loopback(port);
    int64_t before = floor_thread_cpu();
    for (int attempt = 0; attempt < attempts; attempt++) {
        int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (connect(connection, (struct sockaddr *)&address, sizeof address)) return -1;
        SSL *ssl = SSL_new(context);
        SSL_set_tlsext_host_name(ssl, name);
        SSL_set1_host(ssl, name);
        SSL_set_fd(ssl, connection);
        if (SSL_connect(ssl) != 1) return -1;
        SSL_shutdown(ssl);
        SSL_free(ssl);
        close(connection);
    }
    int64_t cost = floor_thread_cpu() - before;
    SSL_CTX_free(context);
    return cost;
}
