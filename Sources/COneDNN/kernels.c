// Chooses, once and at run time, the variant of the passes that this processor can run: no feature is required.

#include "COneDNN.h"

#include <string.h>

#define NAME baseline
#define LANES 4
#define TILE_ROWS 4
#include "kernels_body.h"
#undef NAME
#undef LANES
#undef TILE_ROWS

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME avx2
#define LANES 8
#define TILE_ROWS 4
#include "kernels_body.h"
#undef NAME
#undef LANES
#undef TILE_ROWS
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f,avx2,fma"))), apply_to = function)
#define NAME avx512
#define LANES 16
#define TILE_ROWS 8
#include "kernels_body.h"
#undef NAME
#undef LANES
#undef TILE_ROWS
#pragma clang attribute pop
#endif

// The widest panel and the tallest tile of all variants: what scratch memory is sized for.
enum { WIDEST_PANEL = 32, TALLEST_TILE = 8 };

const bert_kernels *bert_kernels_variant(int32_t number) {
  switch (number) {
  case 0: return &kernels_baseline;
#if defined(__x86_64__)
  case 1: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &kernels_avx2 : NULL;
  case 2: return __builtin_cpu_supports("avx512f") ? &kernels_avx512 : NULL;
#endif
  default: return NULL;
  }
}

static const bert_kernels *best(void) {
  const bert_kernels *found = NULL;
  for (int32_t number = BERT_VARIANTS - 1; !found; number--) found = bert_kernels_variant(number);
  return found;
}

void bert_layer_norm(
    float *x, int32_t rows, int32_t width, const float *gain, const float *shift, float epsilon, float *scales) {
  best()->layer_norm(x, rows, width, gain, shift, epsilon, scales);
}

void bert_add(float *out, const float *a, const float *b, int32_t count) { best()->add(out, a, b, count); }

void bert_add_scaled(
    float *out, const float *a, const float *b, float scale, const float *shift, int32_t count) {
  best()->add_scaled(out, a, b, scale, shift, count);
}

void bert_gelu(float *x, size_t count) { best()->gelu(x, count); }

size_t bert_attention_scratch(int32_t length, int32_t head_width) {
  const size_t rows = (size_t)length + TALLEST_TILE, width = (size_t)head_width + WIDEST_PANEL;
  return WIDEST_PANEL * (width + rows + 1) + width * rows;
}

void bert_attention(
    const float *qkv, float *out, int32_t length, int32_t heads, int32_t head_width, float *scratch) {
  best()->attention(qkv, out, length, heads, head_width, scratch);
}

void bert_mean_unit(float *out, const float *x, int32_t rows, int32_t width) {
  memset(out, 0, sizeof(float) * (size_t)width);
  for (int32_t row = 0; row < rows; row++) bert_add(out, out, x + (size_t)row * (size_t)width, width);
  double square = 0;
  for (int32_t i = 0; i < width; i++) square += (double)out[i] * (double)out[i];
  const double scale = square > 0 ? 1 / __builtin_sqrt(square) : 0;
  for (int32_t i = 0; i < width; i++) out[i] = (float)((double)out[i] * scale);
}
