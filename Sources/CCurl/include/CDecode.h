// Undoing gzip, deflate and brotli step by step. libcurl could do it, but would not say that a gzip
// stream ended early, could not fall back when the header lies, and would not tell sent bytes from
// decoded ones, which the limit on compression needs.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef struct cdecode cdecode;

enum { CDECODE_GZIP, CDECODE_ZLIB, CDECODE_DEFLATE, CDECODE_BROTLI };
enum { CDECODE_MORE, CDECODE_ROOM, CDECODE_END, CDECODE_BAD };

/// Null: no memory.
cdecode *cdecode_new(int coding);
void cdecode_free(cdecode *decoder);
/// Reads from `in`, writes to `out`, says how much of each. CDECODE_MORE: wants input. CDECODE_ROOM:
/// call again with an empty `out`. CDECODE_END: the stream is complete. CDECODE_BAD: it is corrupt.
int cdecode_step(
    cdecode *decoder, const uint8_t *in, size_t in_count, size_t *used, uint8_t *out,
    size_t out_count, size_t *made);
