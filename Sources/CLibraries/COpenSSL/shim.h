#pragma once

// The part of OpenSSL 3 that this program uses. What OpenSSL offers as a macro that Swift cannot
// read is repeated here as a function of the same meaning.

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

// Errors.

static inline int sonde_error_library(unsigned long error) {
    return ERR_GET_LIB(error);
}

static inline int sonde_error_reason(unsigned long error) {
    return ERR_GET_REASON(error);
}

/// Whether the latest error comes of a staple without a byte, for which OpenSSL 3.0 asks for no
/// memory, and takes getting none for a shortage.
static inline int sonde_error_is_of_empty_staple(void) {
    const char *function = NULL;
    ERR_peek_last_error_func(&function);
    return function != NULL && strcmp(function, "tls_process_cert_status_body") == 0;
}

// Contexts and sessions.

static inline int sonde_ssl_ctx_set_versions(SSL_CTX *context, int minimum, int maximum) {
    return SSL_CTX_set_min_proto_version(context, minimum)
        && SSL_CTX_set_max_proto_version(context, maximum);
}

static inline void sonde_ssl_ctx_forget_sessions(SSL_CTX *context) {
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context, 0);
}

static inline void sonde_ssl_ctx_release_buffers(SSL_CTX *context) {
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
}

static inline void sonde_ssl_ctx_set_max_cert_list(SSL_CTX *context, long bytes) {
    SSL_CTX_set_max_cert_list(context, bytes);
}

static inline int sonde_ssl_ctx_add_chain_certificate(SSL_CTX *context, X509 *certificate) {
    return (int)SSL_CTX_add1_chain_cert(context, certificate);
}

static inline uint64_t sonde_ssl_options(void) {
    return SSL_OP_NO_TICKET | SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION
        | SSL_OP_LEGACY_SERVER_CONNECT;
}

static inline int sonde_ssl_set_server_name(SSL *session, const char *name) {
    return (int)SSL_set_tlsext_host_name(session, name);
}

static inline void sonde_ssl_set_application_bits(SSL *session, uintptr_t bits) {
    SSL_set_app_data(session, (void *)bits);
}

static inline uintptr_t sonde_ssl_application_bits(const SSL *session) {
    return (uintptr_t)SSL_get_app_data(session);
}

// Authorities.

/// Whether the environment says where the machine's authorities are.
static inline int sonde_authorities_are_in_environment(void) {
    return getenv(X509_get_default_cert_file_env()) != NULL
        || getenv(X509_get_default_cert_dir_env()) != NULL;
}

// Certificates.

static inline int sonde_certificate_count(const STACK_OF(X509) *certificates) {
    return certificates == NULL ? 0 : sk_X509_num(certificates);
}

static inline X509 *sonde_certificate_at(const STACK_OF(X509) *certificates, int index) {
    return sk_X509_value(certificates, index);
}

static inline int sonde_name_count(const GENERAL_NAMES *names) {
    return names == NULL ? 0 : sk_GENERAL_NAME_num(names);
}

static inline const GENERAL_NAME *sonde_name_at(const GENERAL_NAMES *names, int index) {
    return sk_GENERAL_NAME_value(names, index);
}

/// RFC 2253, but letters beyond ASCII stay UTF-8 text.
static inline unsigned long sonde_name_flags(void) {
    return XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB;
}

/// Seconds since the epoch; 0 is returned where the time is malformed.
static inline int sonde_seconds_since_epoch(const ASN1_TIME *time, int64_t *seconds) {
    struct tm parts;
    memset(&parts, 0, sizeof parts);
    if (time == NULL || ASN1_TIME_to_tm(time, &parts) != 1) return 0;
    *seconds = (int64_t)timegm(&parts);
    return 1;
}

/// Appends a name of one of the types that are strings.
static inline int sonde_add_name(GENERAL_NAMES *names, int type, const void *bytes, int count) {
    GENERAL_NAME *name = GENERAL_NAME_new();
    ASN1_STRING *text = ASN1_STRING_type_new(type == GEN_IPADD ? V_ASN1_OCTET_STRING
                                                               : V_ASN1_IA5STRING);
    if (name != NULL && text != NULL && ASN1_STRING_set(text, bytes, count) == 1) {
        GENERAL_NAME_set0_value(name, type, text);
        if (sk_GENERAL_NAME_push(names, name) > 0) return 1;
        text = NULL;
    }
    GENERAL_NAME_free(name);
    ASN1_STRING_free(text);
    return 0;
}

// Stapled OCSP responses.

static inline int sonde_ssl_ctx_ask_for_staple(SSL_CTX *context) {
    return (int)SSL_CTX_set_tlsext_status_type(context, TLSEXT_STATUSTYPE_ocsp);
}

/// How many bytes were stapled; 0 or less where none were.
static inline long sonde_ssl_staple(SSL *session, const unsigned char **start) {
    return SSL_get_tlsext_status_ocsp_resp(session, start);
}

/// What a server staples to each of its handshakes.
typedef struct {
    size_t count;
    unsigned char bytes[];
} SondeStaple;

static inline void sonde_staple_free(
    void *context, void *staple, CRYPTO_EX_DATA *data, int index, long length, void *pointer
) {
    OPENSSL_free(staple);
}

/// Where contexts keep what they staple; to be asked for once.
static inline int sonde_staple_index(void) {
    return SSL_CTX_get_ex_new_index(0, NULL, NULL, NULL, sonde_staple_free);
}

static inline int sonde_staple(SSL *session, void *argument) {
    const SondeStaple *staple = argument;
    // The session frees its copy.
    unsigned char *copy = OPENSSL_malloc(staple->count + 1);
    if (copy == NULL) return SSL_TLSEXT_ERR_ALERT_FATAL;
    memcpy(copy, staple->bytes, staple->count);
    SSL_set_tlsext_status_ocsp_resp(session, copy, (long)staple->count);
    return SSL_TLSEXT_ERR_OK;
}

/// Lets a server staple a copy of `bytes`, which lives as long as the context and its sessions.
static inline int sonde_ssl_ctx_staple(
    SSL_CTX *context, int index, const unsigned char *bytes, size_t count
) {
    SondeStaple *staple = OPENSSL_malloc(sizeof *staple + count);
    if (staple == NULL) return 0;
    staple->count = count;
    memcpy(staple->bytes, bytes, count);
    if (SSL_CTX_set_ex_data(context, index, staple) != 1) {
        OPENSSL_free(staple);
        return 0;
    }
    SSL_CTX_set_tlsext_status_cb(context, sonde_staple);
    SSL_CTX_set_tlsext_status_arg(context, staple);
    return 1;
}

/// The response about `leaf` as `issuer` issued it; NULL where there is none among so many that
/// have its serial number.
///
/// An identifier is a hash of the issuer's name and key beside a serial number, by any algorithm.
static inline OCSP_SINGLERESP *sonde_ocsp_response(
    OCSP_BASICRESP *response, const X509 *leaf, const X509 *issuer, int hashed_max
) {
    for (int index = 0; index < OCSP_resp_count(response) && hashed_max > 0; index += 1) {
        OCSP_SINGLERESP *single = OCSP_resp_get0(response, index);
        OCSP_CERTID *given = (OCSP_CERTID *)OCSP_SINGLERESP_get0_id(single);
        ASN1_OBJECT *algorithm = NULL;
        ASN1_INTEGER *serial = NULL;
        if (OCSP_id_get0_info(NULL, &algorithm, NULL, &serial, given) != 1) continue;
        if (ASN1_INTEGER_cmp(serial, X509_get0_serialNumber(leaf)) != 0) continue;
        hashed_max -= 1;
        const EVP_MD *digest = EVP_get_digestbyobj(algorithm);
        OCSP_CERTID *wanted = digest == NULL ? NULL : OCSP_cert_to_id(digest, leaf, issuer);
        int is_same = wanted != NULL && OCSP_id_cmp(given, wanted) == 0;
        OCSP_CERTID_free(wanted);
        if (is_same) return single;
    }
    return NULL;
}

/// Whether a certificate is whom the response calls its responder: by name, or by the SHA-1 of its
/// key (RFC 6960 section 4.2.1).
static inline int sonde_ocsp_is_responder(const OCSP_BASICRESP *response, const X509 *certificate) {
    const ASN1_OCTET_STRING *key = NULL;
    const X509_NAME *name = NULL;
    if (OCSP_resp_get0_id(response, &key, &name) != 1) return 0;
    if (name != NULL) return X509_NAME_cmp(name, X509_get_subject_name(certificate)) == 0;
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int count = 0;
    return key != NULL && X509_pubkey_digest(certificate, EVP_sha1(), digest, &count) == 1
        && (unsigned int)ASN1_STRING_length(key) == count
        && memcmp(ASN1_STRING_get0_data(key), digest, count) == 0;
}

/// Whether the key of a certificate made the response's signature.
static inline int sonde_ocsp_is_signed_by(const OCSP_BASICRESP *response, X509 *certificate) {
    return ASN1_item_verify(
        ASN1_ITEM_rptr(OCSP_RESPDATA), OCSP_resp_get0_tbs_sigalg(response),
        (ASN1_BIT_STRING *)OCSP_resp_get0_signature(response),
        (void *)OCSP_resp_get0_respdata(response), X509_get0_pubkey(certificate)) == 1;
}

/// How many entries the subjectAltName extension has.
static inline int sonde_alternative_name_count(const X509 *certificate) {
    GENERAL_NAMES *names = X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
    int count = sonde_name_count(names);
    GENERAL_NAMES_free(names);
    return count;
}

/// How many subtrees the nameConstraints extension permits and excludes.
static inline int sonde_constraint_count(const X509 *certificate) {
    if (X509_get_ext_by_NID(certificate, NID_name_constraints, -1) < 0) return 0;
    NAME_CONSTRAINTS *found = X509_get_ext_d2i(certificate, NID_name_constraints, NULL, NULL);
    if (found == NULL) return 0;
    int count = 0;
    if (found->permittedSubtrees != NULL)
        count += sk_GENERAL_SUBTREE_num(found->permittedSubtrees);
    if (found->excludedSubtrees != NULL)
        count += sk_GENERAL_SUBTREE_num(found->excludedSubtrees);
    NAME_CONSTRAINTS_free(found);
    return count;
}

/// Bits of the public exponent of an RSA key.
static inline int sonde_rsa_exponent_bits(const EVP_PKEY *key) {
    BIGNUM *exponent = NULL;
    if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &exponent) != 1) return 0;
    int bits = BN_num_bits(exponent);
    BN_free(exponent);
    return bits;
}

/// Bits of the field that the point of a certificate's key lies over, a few more at the most.
///
/// Whoever writes out a curve of his own may give it far fewer points than that. The first byte
/// tells whether both coordinates follow (SEC 1 section 2.3.3); asking the key takes far longer.
static inline int sonde_curve_field_bits(const X509 *certificate) {
    const ASN1_BIT_STRING *point = X509_get0_pubkey_bitstr(certificate);
    int length = point == NULL ? 0 : ASN1_STRING_length(point);
    if (length == 0) return 0;
    unsigned char form = ASN1_STRING_get0_data(point)[0];
    return 8 * (form == 2 || form == 3 ? length - 1 : length / 2);
}

/// Whether a curve is over a field of two to the power of something.
static inline int sonde_curve_is_binary(const EVP_PKEY *key) {
    char type[32];
    return EVP_PKEY_get_utf8_string_param(
               key, OSSL_PKEY_PARAM_EC_FIELD_TYPE, type, sizeof type, NULL) == 1
        && strcmp(type, SN_X9_62_characteristic_two_field) == 0;
}

/// Tells the callback of a verification of a problem with the leaf; 0 ends the verification.
static inline int sonde_report_problem(X509_STORE_CTX *check, int code) {
    X509_STORE_CTX_set_error_depth(check, 0);
    X509_STORE_CTX_set_error(check, code);
    X509_STORE_CTX_verify_cb callback = X509_STORE_CTX_get_verify_cb(check);
    if (callback != NULL) (void)callback(0, check);
    return 0;
}

// Memory BIOs.

static inline long sonde_bio_contents(BIO *memory, const char **start) {
    return BIO_get_mem_data(memory, (char **)start);
}

static inline void sonde_bio_empty(BIO *memory) {
    (void)BIO_reset(memory);
}


/// Frees what OpenSSL allocated for its caller.
static inline void sonde_free(void *memory) {
    OPENSSL_free(memory);
}

// Making keys.

static inline EVP_PKEY *sonde_make_p256_key(void) {
    return EVP_EC_gen("P-256");
}

static inline EVP_PKEY *sonde_make_rsa_key(unsigned int bits) {
    return EVP_RSA_gen(bits);
}
