// Matrix products with packed weights over oneDNN. A product's shape depends on how many tokens a batch happens to
// hold, so rows are rounded up to a step and each worker keeps one prepared product per shape: preparing compiles
// machine code, running must not.

#include "COneDNN.h"

#include <dnnl.h>
#include <stdlib.h>
#include <string.h>

// From OpenMP's runtime, which Debian's oneDNN is built on: how many threads the calling thread's products may use.
extern void omp_set_num_threads(int count);

// oneDNN 3 made memory descriptors opaque and dropped the operation descriptors; these few lines are all that differs.
#if DNNL_VERSION_MAJOR >= 3
typedef dnnl_memory_desc_t layout;
typedef const_dnnl_memory_desc_t layout_view;

static dnnl_status_t layout_rows(layout *out, int64_t rows, int64_t columns) {
  const dnnl_dims_t dims = {rows, columns}, strides = {columns, 1};
  return dnnl_memory_desc_create_with_strides(out, 2, dims, dnnl_f32, strides);
}
static dnnl_status_t layout_columns(layout *out, int64_t rows, int64_t columns) {
  const dnnl_dims_t dims = {rows, columns}, strides = {1, rows};
  return dnnl_memory_desc_create_with_strides(out, 2, dims, dnnl_f32, strides);
}
static dnnl_status_t layout_any(layout *out, int64_t rows, int64_t columns) {
  const dnnl_dims_t dims = {rows, columns};
  return dnnl_memory_desc_create_with_tag(out, 2, dims, dnnl_f32, dnnl_format_tag_any);
}
static dnnl_status_t layout_copy(layout *out, layout_view from) { return dnnl_memory_desc_clone(out, from); }
static void layout_destroy(layout *it) {
  if (*it) dnnl_memory_desc_destroy(*it);
  *it = NULL;
}
static layout_view view(const layout *it) { return *it; }
static dnnl_status_t prepare(
    dnnl_primitive_desc_t *out, dnnl_engine_t engine, const layout *x, const layout *w, const layout *b,
    const layout *y, const_dnnl_primitive_attr_t attributes) {
  return dnnl_matmul_primitive_desc_create(out, engine, *x, *w, *b, *y, attributes);
}
static dnnl_status_t append_sum(dnnl_post_ops_t after) {
  return dnnl_post_ops_append_sum(after, 1, 0, dnnl_data_type_undef);
}
#else
typedef dnnl_memory_desc_t layout;
typedef const dnnl_memory_desc_t *layout_view;

static dnnl_status_t layout_rows(layout *out, int64_t rows, int64_t columns) {
  const dnnl_dims_t dims = {rows, columns}, strides = {columns, 1};
  return dnnl_memory_desc_init_by_strides(out, 2, dims, dnnl_f32, strides);
}
static dnnl_status_t layout_columns(layout *out, int64_t rows, int64_t columns) {
  const dnnl_dims_t dims = {rows, columns}, strides = {1, rows};
  return dnnl_memory_desc_init_by_strides(out, 2, dims, dnnl_f32, strides);
}
static dnnl_status_t layout_any(layout *out, int64_t rows, int64_t columns) {
  const dnnl_dims_t dims = {rows, columns};
  return dnnl_memory_desc_init_by_tag(out, 2, dims, dnnl_f32, dnnl_format_tag_any);
}
static dnnl_status_t layout_copy(layout *out, layout_view from) {
  *out = *from;
  return dnnl_success;
}
static void layout_destroy(layout *it) { (void)it; }
static layout_view view(const layout *it) { return it; }
static dnnl_status_t prepare(
    dnnl_primitive_desc_t *out, dnnl_engine_t engine, const layout *x, const layout *w, const layout *b,
    const layout *y, const_dnnl_primitive_attr_t attributes) {
  dnnl_matmul_desc_t operation;
  dnnl_status_t status = dnnl_matmul_desc_init(&operation, x, w, b, y);
  if (status != dnnl_success) return status;
  return dnnl_primitive_desc_create(out, &operation, attributes, engine, NULL);
}
static dnnl_status_t append_sum(dnnl_post_ops_t after) { return dnnl_post_ops_append_sum(after, 1); }
#endif

struct onednn_engine {
  dnnl_engine_t handle;
};

struct onednn_linear {
  int32_t inputs, outputs;
  onednn_after after;
  layout packed;
  dnnl_memory_t weights;
  float *bias;
};

// A product prepared for one shape, with the memory objects that each run points at its data.
typedef struct product {
  int32_t inputs, outputs, rows;
  onednn_after after;
  dnnl_primitive_t primitive;
  dnnl_memory_t x, y, bias, scratch;
  size_t scratch_size;
} product;

// Four kinds of product per model and a row count of at most 512 in steps of 16: never more shapes than this.
enum { MAX_PRODUCTS = 512 };

struct onednn_worker {
  dnnl_engine_t engine; // borrowed
  dnnl_stream_t stream;
  void *scratch;
  size_t scratch_size;
  int count;
  product products[MAX_PRODUCTS];
};

onednn_engine *onednn_engine_create(void) {
  onednn_engine *engine = calloc(1, sizeof *engine);
  if (engine && dnnl_engine_create(&engine->handle, dnnl_cpu, 0) != dnnl_success) {
    free(engine);
    return NULL;
  }
  return engine;
}

void onednn_engine_destroy(onednn_engine *engine) {
  if (!engine) return;
  dnnl_engine_destroy(engine->handle);
  free(engine);
}

// Bias and residual are part of the product; scratch memory is ours, so that threads do not share it.
static dnnl_status_t make_attributes(dnnl_primitive_attr_t *out, onednn_after after) {
  dnnl_post_ops_t ops = NULL;
  dnnl_status_t status = dnnl_primitive_attr_create(out);
  if (status == dnnl_success) status = dnnl_primitive_attr_set_scratchpad_mode(*out, dnnl_scratchpad_mode_user);
  if (status != dnnl_success || after == ONEDNN_PLAIN) return status;
  status = dnnl_post_ops_create(&ops);
  if (status == dnnl_success) status = append_sum(ops);
  if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(*out, ops);
  if (ops) dnnl_post_ops_destroy(ops);
  return status;
}

// `packed` NULL lets oneDNN choose the layout of the weights.
static dnnl_status_t describe(
    dnnl_primitive_desc_t *out, dnnl_engine_t engine, int32_t rows, int32_t inputs, int32_t outputs,
    onednn_after after, const layout *packed) {
  layout x = {0}, w = {0}, b = {0}, y = {0};
  dnnl_primitive_attr_t attributes = NULL;
  dnnl_status_t status = layout_rows(&x, rows, inputs);
  if (status == dnnl_success) status = layout_any(&w, inputs, outputs);
  if (status == dnnl_success) status = layout_rows(&b, 1, outputs);
  if (status == dnnl_success) status = layout_rows(&y, rows, outputs);
  if (status == dnnl_success) status = make_attributes(&attributes, after);
  if (status == dnnl_success) status = prepare(out, engine, &x, packed ? packed : &w, &b, &y, attributes);
  if (attributes) dnnl_primitive_attr_destroy(attributes);
  layout_destroy(&x), layout_destroy(&w), layout_destroy(&b), layout_destroy(&y);
  return status;
}

static dnnl_status_t make_memory(dnnl_memory_t *out, dnnl_engine_t engine, dnnl_primitive_desc_t from, dnnl_query_t what) {
  return dnnl_memory_create(out, dnnl_primitive_desc_query_md(from, what, 0), engine, DNNL_MEMORY_NONE);
}

// Reorders row-major weights into `linear->packed`.
static dnnl_status_t pack(onednn_linear *linear, dnnl_engine_t engine, const float *weights) {
  layout plain = {0};
  dnnl_memory_t from = NULL;
  dnnl_primitive_desc_t description = NULL;
  dnnl_primitive_t reorder = NULL;
  dnnl_stream_t stream = NULL;
  dnnl_status_t status = layout_columns(&plain, linear->inputs, linear->outputs);
  if (status == dnnl_success) status = dnnl_memory_create(&from, view(&plain), engine, (void *)weights);
  if (status == dnnl_success)
    status = dnnl_memory_create(&linear->weights, view(&linear->packed), engine, DNNL_MEMORY_ALLOCATE);
  if (status == dnnl_success)
    status = dnnl_reorder_primitive_desc_create(
        &description, view(&plain), engine, view(&linear->packed), engine, NULL);
  if (status == dnnl_success) status = dnnl_primitive_create(&reorder, description);
  if (status == dnnl_success) status = dnnl_stream_create(&stream, engine, dnnl_stream_default_flags);
  if (status == dnnl_success) {
    const dnnl_exec_arg_t arguments[] = {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, linear->weights}};
    status = dnnl_primitive_execute(reorder, stream, 2, arguments);
  }
  if (status == dnnl_success) status = dnnl_stream_wait(stream);
  if (stream) dnnl_stream_destroy(stream);
  if (reorder) dnnl_primitive_destroy(reorder);
  if (description) dnnl_primitive_desc_destroy(description);
  if (from) dnnl_memory_destroy(from);
  layout_destroy(&plain);
  return status;
}

// The row count that the layout is chosen for; batches are about this long.
enum { TYPICAL_ROWS = 512 };

onednn_linear *onednn_linear_create(
    const onednn_engine *engine, int32_t inputs, int32_t outputs, const float *weights, const float *bias,
    onednn_after after) {
  onednn_linear *linear = calloc(1, sizeof *linear);
  if (!linear) return NULL;
  linear->inputs = inputs, linear->outputs = outputs, linear->after = after;
  dnnl_primitive_desc_t description = NULL;
  omp_set_num_threads(1);
  dnnl_status_t status = describe(&description, engine->handle, TYPICAL_ROWS, inputs, outputs, after, NULL);
  if (status == dnnl_success)
    status = layout_copy(&linear->packed, dnnl_primitive_desc_query_md(description, dnnl_query_weights_md, 0));
  if (status == dnnl_success) status = pack(linear, engine->handle, weights);
  if (description) dnnl_primitive_desc_destroy(description);
  linear->bias = malloc(sizeof(float) * (size_t)outputs);
  if (status != dnnl_success || !linear->bias) {
    onednn_linear_destroy(linear);
    return NULL;
  }
  memcpy(linear->bias, bias, sizeof(float) * (size_t)outputs);
  return linear;
}

void onednn_linear_destroy(onednn_linear *linear) {
  if (!linear) return;
  if (linear->weights) dnnl_memory_destroy(linear->weights);
  layout_destroy(&linear->packed);
  free(linear->bias);
  free(linear);
}

onednn_worker *onednn_worker_create(const onednn_engine *engine) {
  onednn_worker *worker = calloc(1, sizeof *worker);
  if (!worker) return NULL;
  worker->engine = engine->handle;
  omp_set_num_threads(1);
  if (dnnl_stream_create(&worker->stream, worker->engine, dnnl_stream_default_flags) != dnnl_success) {
    free(worker);
    return NULL;
  }
  return worker;
}

static void product_destroy(product *it) {
  if (it->primitive) dnnl_primitive_destroy(it->primitive);
  if (it->x) dnnl_memory_destroy(it->x);
  if (it->y) dnnl_memory_destroy(it->y);
  if (it->bias) dnnl_memory_destroy(it->bias);
  if (it->scratch) dnnl_memory_destroy(it->scratch);
  memset(it, 0, sizeof *it);
}

void onednn_worker_destroy(onednn_worker *worker) {
  if (!worker) return;
  for (int i = 0; i < worker->count; i++) product_destroy(&worker->products[i]);
  dnnl_stream_destroy(worker->stream);
  free(worker->scratch);
  free(worker);
}

static dnnl_status_t product_create(
    product *out, dnnl_engine_t engine, const onednn_linear *linear, int32_t rows) {
  dnnl_primitive_desc_t description = NULL;
  *out = (product){.inputs = linear->inputs, .outputs = linear->outputs, .rows = rows, .after = linear->after};
  dnnl_status_t status =
      describe(&description, engine, rows, linear->inputs, linear->outputs, linear->after, &linear->packed);
  if (status == dnnl_success) status = dnnl_primitive_create(&out->primitive, description);
  if (status == dnnl_success) status = make_memory(&out->x, engine, description, dnnl_query_src_md);
  if (status == dnnl_success) status = make_memory(&out->y, engine, description, dnnl_query_dst_md);
  if (status == dnnl_success)
    status = dnnl_memory_create(
        &out->bias, dnnl_primitive_desc_query_md(description, dnnl_query_weights_md, 1), engine,
        DNNL_MEMORY_NONE);
  if (status == dnnl_success) status = make_memory(&out->scratch, engine, description, dnnl_query_scratchpad_md);
  if (status == dnnl_success)
    out->scratch_size = dnnl_memory_desc_get_size(dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0));
  if (description) dnnl_primitive_desc_destroy(description);
  if (status != dnnl_success) product_destroy(out);
  return status;
}

// The prepared product of this shape, made on first use.
static dnnl_status_t product_find(
    product **out, onednn_worker *worker, const onednn_linear *linear, int32_t rows) {
  for (int i = 0; i < worker->count; i++) {
    product *it = &worker->products[i];
    if (it->rows == rows && it->outputs == linear->outputs && it->inputs == linear->inputs &&
        it->after == linear->after) {
      *out = it;
      return dnnl_success;
    }
  }
  if (worker->count == MAX_PRODUCTS) product_destroy(&worker->products[--worker->count]);
  *out = &worker->products[worker->count];
  dnnl_status_t status = product_create(*out, worker->engine, linear, rows);
  if (status == dnnl_success) worker->count++;
  return status;
}

static int grow_scratch(onednn_worker *worker, size_t size) {
  if (size <= worker->scratch_size) return 1;
  free(worker->scratch);
  const size_t rounded = (size + 4095) / 4096 * 4096;
  worker->scratch = aligned_alloc(4096, rounded);
  worker->scratch_size = worker->scratch ? rounded : 0;
  return worker->scratch != NULL;
}

int32_t onednn_linear_run(
    onednn_worker *worker, const onednn_linear *linear, int32_t rows, const float *x, float *y) {
  const int32_t rounded = (rows + ONEDNN_ROW_STEP - 1) / ONEDNN_ROW_STEP * ONEDNN_ROW_STEP;
  product *it = NULL;
  dnnl_status_t status = product_find(&it, worker, linear, rounded);
  if (status != dnnl_success) return (int32_t)status;
  if (!grow_scratch(worker, it->scratch_size)) return (int32_t)dnnl_out_of_memory;
  dnnl_memory_set_data_handle(it->x, (void *)x);
  dnnl_memory_set_data_handle(it->y, y);
  dnnl_memory_set_data_handle(it->bias, linear->bias);
  dnnl_memory_set_data_handle(it->scratch, worker->scratch);
  const dnnl_exec_arg_t arguments[] = {
      {DNNL_ARG_SRC, it->x},   {DNNL_ARG_WEIGHTS, linear->weights},   {DNNL_ARG_BIAS, it->bias},
      {DNNL_ARG_DST, it->y},   {DNNL_ARG_SCRATCHPAD, it->scratch},
  };
  status = dnnl_primitive_execute(it->primitive, worker->stream, 5, arguments);
  if (status == dnnl_success) status = dnnl_stream_wait(worker->stream);
  return (int32_t)status;
}
