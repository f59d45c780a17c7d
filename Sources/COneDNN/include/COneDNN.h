// The only door to oneDNN and to the hand-written passes between its matrix products. No oneDNN header is visible
// here: its types changed between 2.x (Debian 12) and 3.x (Debian 13), and Swift need not know.
#pragma once
#include <stddef.h>
#include <stdint.h>

// What happens to a product once its bias is added.
typedef enum onednn_after {
  ONEDNN_PLAIN = 0, // y = x·Wᵀ + b
  ONEDNN_ADD = 1,   // y = y + x·Wᵀ + b
} onednn_after;

typedef struct onednn_engine onednn_engine;
typedef struct onednn_linear onednn_linear;
typedef struct onednn_worker onednn_worker;

// NULL when the library cannot start. Destroy it after everything made from it.
onednn_engine *onednn_engine_create(void);
void onednn_engine_destroy(onednn_engine *engine);

// Packs `weights` (outputs × inputs, row-major) into the layout that the processor likes best and copies `bias`
// (outputs). Both may be freed afterwards. Unchanging once made, so any number of workers may share it.
onednn_linear *onednn_linear_create(
    const onednn_engine *engine, int32_t inputs, int32_t outputs, const float *weights, const float *bias,
    onednn_after after);
void onednn_linear_destroy(onednn_linear *linear);

// One thread's view: its stream, its prepared products, its scratch memory. Never shared between threads.
onednn_worker *onednn_worker_create(const onednn_engine *engine);
void onednn_worker_destroy(onednn_worker *worker);

// Rows are computed in multiples of this; `x` and `y` must have room for the rounded number of rows.
enum { ONEDNN_ROW_STEP = 16 };

// y (rows × outputs) from x (rows × inputs), on the calling thread alone. Returns 0, or oneDNN's status.
int32_t onednn_linear_run(
    onednn_worker *worker, const onednn_linear *linear, int32_t rows, const float *x, float *y);

// In place over `rows` rows of `width`: x = (x − mean) / √(variance + epsilon) · gain + shift. `scales` is given
// each row's 1 / √(variance + epsilon).
void bert_layer_norm(
    float *x, int32_t rows, int32_t width, const float *gain, const float *shift, float epsilon, float *scales);

// out = a + b over `count` values.
void bert_add(float *out, const float *a, const float *b, int32_t count);

// out = (a + b) · scale + shift over `count` values.
void bert_add_scaled(
    float *out, const float *a, const float *b, float scale, const float *shift, int32_t count);

// In place over `count` values: the exact form of GELU, with erf.
void bert_gelu(float *x, size_t count);

// Floats of scratch that `bert_attention` needs for texts of up to `length` tokens.
size_t bert_attention_scratch(int32_t length, int32_t head_width);

// Self-attention of one text: `qkv` is length × (3 · heads · head_width), queries, keys and values side by side;
// `out` is length × (heads · head_width). `scratch` as told by bert_attention_scratch, 64-byte aligned.
void bert_attention(
    const float *qkv, float *out, int32_t length, int32_t heads, int32_t head_width, float *scratch);

// out (width) = sum of `rows` rows of x, then scaled to unit length.
void bert_mean_unit(float *out, const float *x, int32_t rows, int32_t width);

// The passes above written for one instruction set. The program calls the best that its processor has; a test calls
// each that it has and compares.
typedef struct bert_kernels {
  void (*layer_norm)(float *, int32_t, int32_t, const float *, const float *, float, float *);
  void (*add)(float *, const float *, const float *, int32_t);
  void (*add_scaled)(float *, const float *, const float *, float, const float *, int32_t);
  void (*gelu)(float *, size_t);
  void (*attention)(const float *, float *, int32_t, int32_t, int32_t, float *);
} bert_kernels;

// 0 is for any processor, 1 for AVX2, 2 for AVX-512; NULL where this processor lacks what it takes.
enum { BERT_VARIANTS = 3 };
const bert_kernels *bert_kernels_variant(int32_t number);
