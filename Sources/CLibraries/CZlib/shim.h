#pragma once
#include <zlib.h>

// deflateInit2 is a macro that hands over the version and the size of the stream.
static inline int sonde_gzip_begin(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, MAX_WBITS + 16, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY);
}
