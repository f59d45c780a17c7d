// The only door to oneDNN and to the hand-written passes between its matrix products. No oneDNN header is visible
// here: its types changed between 2.x (Debian 12) and 3.x (Debian 13), and Swift need not know.
#pragma once
#include <stddef.h>
#include <stdint.h>

// What happens to a product once its bias is added.
typedef enum onednn_after {
  ONEDNN_PLAIN = 0, // y = x·Wᵀ + b
  ONEDNN_GELU = 1,  // y = gelu(x·Wᵀ + b), the exact form with erf
  ONEDNN_ADD = 2,   // y = y + x·Wᵀ + b
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

// In place over `rows` rows of `width`: x = (x − mean) / √(variance + epsilon) · gain + shift.
void bert_layer_norm(
    float *x, int32_t rows, int32_t width, const float *gain, const float *shift, float epsilon);

// out = a + b over `count` values.
void bert_add(float *out, const float *a, const float *b, int32_t count);

// Floats of scratch that `bert_attention` needs for texts of up to `length` tokens.
size_t bert_attention_scratch(int32_t length, int32_t head_width);

// Self-attention of one text: `qkv` is length × (3 · heads · head_width), queries, keys and values side by side;
// `out` is length × (heads · head_width). `scratch` as told by bert_attention_scratch, 64-byte aligned.
void bert_attention(
    const float *qkv, float *out, int32_t length, int32_t heads, int32_t head_width, float *scratch);

// out (width) = sum of `rows` rows of x, then scaled to unit length.
void bert_mean_unit(float *out, const float *x, int32_t rows, int32_t width);

// The instruction set that the passes were dispatched to: "avx512", "avx2" or "baseline".
const char *bert_kernel_name(void);
