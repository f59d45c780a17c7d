// One face for zlib's three framings and for brotli. See CDecode.h.
#include "CDecode.h"

#include <brotli/decode.h>
#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

struct cdecode {
  z_stream zlib;
  BrotliDecoderState *brotli;
};

static int window_bits(int coding) {
  if (coding == CDECODE_GZIP) return MAX_WBITS + 16;
  if (coding == CDECODE_ZLIB) return MAX_WBITS;
  return -MAX_WBITS;
}

cdecode *cdecode_new(int coding) {
  cdecode *decoder = calloc(1, sizeof *decoder);
  if (!decoder) return NULL;
  if (coding == CDECODE_BROTLI) {
    decoder->brotli = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    if (decoder->brotli) return decoder;
  } else if (inflateInit2(&decoder->zlib, window_bits(coding)) == Z_OK) {
    return decoder;
  }
  free(decoder);
  return NULL;
}

void cdecode_free(cdecode *decoder) {
  if (!decoder) return;
  if (decoder->brotli) {
    BrotliDecoderDestroyInstance(decoder->brotli);
  } else {
    inflateEnd(&decoder->zlib);
  }
  free(decoder);
}

static int step_brotli(
    cdecode *decoder, const uint8_t *in, size_t in_count, size_t *used, uint8_t *out,
    size_t out_count, size_t *made) {
  size_t left = in_count, room = out_count;
  BrotliDecoderResult result =
      BrotliDecoderDecompressStream(decoder->brotli, &left, &in, &room, &out, NULL);
  *used = in_count - left;
  *made = out_count - room;
  switch (result) {
    case BROTLI_DECODER_RESULT_SUCCESS: return CDECODE_END;
    case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: return CDECODE_MORE;
    case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: return CDECODE_ROOM;
    default: return CDECODE_BAD;
  }
}

static int step_zlib(
    cdecode *decoder, const uint8_t *in, size_t in_count, size_t *used, uint8_t *out,
    size_t out_count, size_t *made) {
  z_stream *zlib = &decoder->zlib;
  uInt given = in_count > UINT_MAX ? UINT_MAX : (uInt)in_count;
  uInt room = out_count > UINT_MAX ? UINT_MAX : (uInt)out_count;
  zlib->next_in = (Bytef *)in;
  zlib->avail_in = given;
  zlib->next_out = out;
  zlib->avail_out = room;
  int result = inflate(zlib, Z_NO_FLUSH);
  *used = given - zlib->avail_in;
  *made = room - zlib->avail_out;
  if (result == Z_STREAM_END) return CDECODE_END;
  if (result != Z_OK && result != Z_BUF_ERROR) return CDECODE_BAD;
  return zlib->avail_out == 0 ? CDECODE_ROOM : CDECODE_MORE;
}

int cdecode_step(
    cdecode *decoder, const uint8_t *in, size_t in_count, size_t *used, uint8_t *out,
    size_t out_count, size_t *made) {
  if (decoder->brotli) return step_brotli(decoder, in, in_count, used, out, out_count, made);
  return step_zlib(decoder, in, in_count, used, out, out_count, made);
}
