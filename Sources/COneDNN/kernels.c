// Chooses, once and at run time, the variant of the passes that this processor can run: no feature is required.

#include "COneDNN.h"

#include <string.h>

#define NAME baseline
#define LANES 4
#define TILE_ROWS 6
#include "kernels_body.h"
#undef NAME
#undef LANES
#undef TILE_ROWS

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME avx2
#define LANES 8
#define TILE_ROWS 6
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

typedef enum level { BASELINE, AVX2, AVX512 } level;

static level supported(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return AVX512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return AVX2;
#endif
  return BASELINE;
}

#if defined(__x86_64__)
#define DISPATCH(name, ...)                        \
  switch (supported()) {                           \
  case AVX512: name##_avx512(__VA_ARGS__); return; \
  case AVX2: name##_avx2(__VA_ARGS__); return;     \
  case BASELINE: break;                            \
  }                                                \
  name##_baseline(__VA_ARGS__)
#else
#define DISPATCH(name, ...) name##_baseline(__VA_ARGS__)
#endif

const char *bert_kernel_name(void) {
  switch (supported()) {
  case AVX512: return "avx512";
  case AVX2: return "avx2";
  case BASELINE: break;
  }
  return "baseline";
}

void bert_layer_norm(
    float *x, int32_t rows, int32_t width, const float *gain, const float *shift, float epsilon) {
  DISPATCH(layer_norm, x, rows, width, gain, shift, epsilon);
}

void bert_add(float *out, const float *a, const float *b, int32_t count) { DISPATCH(add, out, a, b, count); }

size_t bert_attention_scratch(int32_t length, int32_t head_width) {
  const size_t padded = (size_t)(length + WIDEST_PANEL), width = (size_t)(head_width + WIDEST_PANEL);
  return 2 * padded * width + (padded + WIDEST_PANEL) * TALLEST_TILE;
}

void bert_attention(
    const float *qkv, float *out, int32_t length, int32_t heads, int32_t head_width, float *scratch) {
  DISPATCH(attention, qkv, out, length, heads, head_width, scratch);
}

void bert_mean_unit(float *out, const float *x, int32_t rows, int32_t width) {
  memset(out, 0, sizeof(float) * (size_t)width);
  for (int32_t row = 0; row < rows; row++) bert_add(out, out, x + (size_t)row * (size_t)width, width);
  double square = 0;
  for (int32_t i = 0; i < width; i++) square += (double)out[i] * (double)out[i];
  const double scale = square > 0 ? 1 / __builtin_sqrt(square) : 0;
  for (int32_t i = 0; i < width; i++) out[i] = (float)((double)out[i] * scale);
}
