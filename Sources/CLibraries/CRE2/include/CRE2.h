#pragma once

// RE2 behind functions of C. No exception leaves them.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled expression; it does not change, and several threads may match with it.
struct sonde_expression;

/// Never logs. NULL is for want of memory; a refused expression has an error.
struct sonde_expression *sonde_expression_create(
    const uint8_t *text, size_t count, int is_utf8, int64_t memory_bytes_max);

void sonde_expression_free(struct sonde_expression *expression);

/// RE2::ErrorCode; 0 is for none.
int sonde_expression_error(const struct sonde_expression *expression);

/// The piece of the expression that the error is about; ends with a zero, lives as long as it.
const char *sonde_expression_error_argument(const struct sonde_expression *expression);

/// Instructions of the compiled program.
int sonde_expression_size(const struct sonde_expression *expression);

int sonde_expression_group_count(const struct sonde_expression *expression);

/// The name of a group, counted from 1, or NULL; lives as long as the expression.
const char *sonde_expression_group_name(const struct sonde_expression *expression, int group);

/// How many groups can be asked for, the whole match among them.
enum { SONDE_EXPRESSION_GROUPS_MAX = 17 };

/// Looks in text[start..<end] for the first match; `^`, `$` and `\b` also see the bytes around it.
///
/// Two offsets for each of the groups from 0, the whole match, to `groups` - 1 are stored, -1 for a
/// group that took no part. Returns 1, or 0 for no match, or -1 for too many groups or want of memory.
int sonde_expression_match(
    const struct sonde_expression *expression, const uint8_t *text, size_t count, size_t start,
    size_t end, int groups, ptrdiff_t *offsets);

#ifdef __cplusplus
}
#endif
