// The passes between the matrix products, written once with the compiler's vector types and compiled for each
// instruction set by kernels.c, which defines NAME (the suffix), LANES (floats per vector) and TILE_ROWS.

#define PASTE2(a, b) a##_##b
#define PASTE(a, b) PASTE2(a, b)
#define FN(name) PASTE(name, NAME)
#define vf FN(vector_float)
#define vi FN(vector_int)
#define PANEL (2 * LANES)

typedef float vf __attribute__((vector_size(LANES * 4), aligned(4), may_alias));
typedef int32_t vi __attribute__((vector_size(LANES * 4), aligned(4), may_alias));

#define LOAD(p) (*(const vf *)(p))
#define STORE(p, v) (*(vf *)(p) = (v))
#define INLINE static inline __attribute__((always_inline))

INLINE float FN(sum_of)(vf v) {
  float sum = 0;
  for (int i = 0; i < LANES; i++) sum += v[i];
  return sum;
}

INLINE vf FN(larger)(vf a, vf b) {
  vi mask = a > b;
  return (vf)(((vi)a & mask) | ((vi)b & ~mask));
}

// 2^x for x ≤ 0, to 2e-7 relative: a polynomial fitted to 2^r for |r| ≤ ½, times a power of two that is added to its
// exponent. Adding 1.5·2²³ rounds x to a whole number, which the lowest bits of the sum then hold.
INLINE vf FN(power_of_two)(vf x) {
  x = FN(larger)(x, (vf){0} - 125.0f);
  const vf shifted = x + 12582912.0f;
  const vf r = x - (shifted - 12582912.0f);
  vf p = r * 1.326472731e-3f + 9.671512991e-3f;
  p = p * r + 5.550733581e-2f;
  p = p * r + 2.402224243e-1f;
  p = p * r + 6.931470037e-1f;
  p = p * r + 1.0f;
  return (vf)((vi)p + ((vi)shifted << 23));
}

// x·Φ(x) to 1e-6: Φ − ½ is fitted by an odd rational function where it is not yet ±½ in single precision. Further
// down the result is that of −5.25, nothing; were x itself the factor, it would magnify what rounding left of Φ.
INLINE vf FN(gelu_of)(vf x) {
  x = FN(larger)(x, (vf){0} - 5.25f);
  const vf c = -FN(larger)(-x, (vf){0} - 5.25f), t = c * c;
  vf p = t * 2.370857288e-8f + 6.463401860e-6f;
  p = p * t + 1.676752165e-4f;
  p = p * t + 4.672084004e-3f;
  p = p * t + 3.362002596e-2f;
  p = p * t + 3.989421427e-1f;
  vf q = t * 1.233545731e-6f + 7.389909297e-5f;
  q = q * t + 1.877458650e-3f;
  q = q * t + 2.853646688e-2f;
  q = q * t + 2.509379983e-1f;
  q = q * t + 1.0f;
  return x * (c * p / q + 0.5f);
}

static void FN(gelu)(float *x, size_t count) {
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) STORE(x + i, FN(gelu_of)(LOAD(x + i)));
  for (; i < count; i++) x[i] = FN(gelu_of)((vf){0} + x[i])[0];
}

static void FN(layer_norm)(
    float *x, int32_t rows, int32_t width, const float *gain, const float *shift, float epsilon, float *scales) {
  for (int32_t row = 0; row < rows; row++, x += width) {
    vf sums = {0}, squares = {0};
    float sum = 0, square = 0;
    int32_t i = 0;
    for (; i + LANES <= width; i += LANES) sums += LOAD(x + i);
    for (; i < width; i++) sum += x[i];
    const float mean = (FN(sum_of)(sums) + sum) / (float)width;
    for (i = 0; i + LANES <= width; i += LANES) {
      const vf d = LOAD(x + i) - mean;
      squares += d * d;
    }
    for (; i < width; i++) square += (x[i] - mean) * (x[i] - mean);
    const float scale = 1.0f / __builtin_sqrtf((FN(sum_of)(squares) + square) / (float)width + epsilon);
    scales[row] = scale;
    for (i = 0; i + LANES <= width; i += LANES)
      STORE(x + i, (LOAD(x + i) - mean) * scale * LOAD(gain + i) + LOAD(shift + i));
    for (; i < width; i++) x[i] = (x[i] - mean) * scale * gain[i] + shift[i];
  }
}

static void FN(add)(float *out, const float *a, const float *b, int32_t count) {
  int32_t i = 0;
  for (; i + LANES <= count; i += LANES) STORE(out + i, LOAD(a + i) + LOAD(b + i));
  for (; i < count; i++) out[i] = a[i] + b[i];
}

static void FN(add_scaled)(
    float *out, const float *a, const float *b, float scale, const float *shift, int32_t count) {
  int32_t i = 0;
  for (; i + LANES <= count; i += LANES) STORE(out + i, (LOAD(a + i) + LOAD(b + i)) * scale + LOAD(shift + i));
  for (; i < count; i++) out[i] = (a[i] + b[i]) * scale + shift[i];
}

// A block of a product: TILE_ROWS rows of up to PANEL columns, small enough to stay in registers.
typedef struct FN(block) {
  vf low[TILE_ROWS], high[TILE_ROWS];
} FN(block);

// a (TILE_ROWS rows, `step` floats from one value to the next) · panel (depth × PANEL). `narrow` leaves out the panel's
// second half.
INLINE FN(block) FN(multiply)(
    const float *const a[TILE_ROWS], int32_t step, const float *panel, int32_t depth, int narrow) {
  FN(block) c = {0};
  for (size_t k = 0, at = 0; k < (size_t)depth; k++, at += (size_t)step, panel += PANEL) {
    const vf left = LOAD(panel), right = narrow ? left : LOAD(panel + LANES);
#pragma clang loop unroll(full)
    for (int r = 0; r < TILE_ROWS; r++) {
      const float value = a[r][at];
      c.low[r] += left * value;
      if (!narrow) c.high[r] += right * value;
    }
  }
  return c;
}

// Up to PANEL rows become the columns of a panel, times `scale`. A short panel repeats its last row: what is computed
// from the surplus is dropped.
static void FN(pack_columns)(
    float *panel, const float *rows, int32_t stride, int32_t used, int32_t width, float scale) {
  typedef float four __attribute__((vector_size(16), aligned(4), may_alias));
  for (int32_t j = 0; j < PANEL; j += 4) {
    const float *row[4];
    for (int i = 0; i < 4; i++) row[i] = rows + (size_t)(j + i < used ? j + i : used - 1) * (size_t)stride;
    int32_t d = 0;
    for (; d + 4 <= width; d += 4) {
      const four a = *(const four *)(row[0] + d) * scale, b = *(const four *)(row[1] + d) * scale;
      const four e = *(const four *)(row[2] + d) * scale, f = *(const four *)(row[3] + d) * scale;
      const four ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), ef = __builtin_shufflevector(e, f, 0, 4, 1, 5);
      const four gh = __builtin_shufflevector(a, b, 2, 6, 3, 7), kl = __builtin_shufflevector(e, f, 2, 6, 3, 7);
      float *to = panel + d * PANEL + j;
      *(four *)to = __builtin_shufflevector(ab, ef, 0, 1, 4, 5);
      *(four *)(to + PANEL) = __builtin_shufflevector(ab, ef, 2, 3, 6, 7);
      *(four *)(to + 2 * PANEL) = __builtin_shufflevector(gh, kl, 0, 1, 4, 5);
      *(four *)(to + 3 * PANEL) = __builtin_shufflevector(gh, kl, 2, 3, 6, 7);
    }
    for (; d < width; d++)
      for (int i = 0; i < 4; i++) panel[d * PANEL + j + i] = row[i][d] * scale;
  }
}

// Rows are cut into panels of PANEL of their columns, the last one padded with zeros.
static void FN(pack_rows)(float *panels, const float *rows, int32_t stride, int32_t length, int32_t width) {
  for (int32_t start = 0; start < width; start += PANEL) {
    const int32_t used = width - start < PANEL ? width - start : PANEL;
    for (int32_t j = 0; j < length; j++, panels += PANEL) {
      const float *from = rows + (size_t)j * (size_t)stride + start;
      if (used == PANEL) {
        STORE(panels, LOAD(from));
        STORE(panels + LANES, LOAD(from + LANES));
      } else {
        for (int32_t d = 0; d < PANEL; d++) panels[d] = d < used ? from[d] : 0;
      }
    }
  }
}

// weights[key][query] = 2^(key · query − the query's largest); share[query] = 1 / the sum of its weights. A query is a
// lane, so nothing is ever summed or compared across lanes.
INLINE void FN(weigh)(
    float *weights, float *share, const float *keys, int32_t stride, int32_t length, const float *queries,
    int32_t width, int narrow) {
  vf top_low = (vf){0} - __builtin_inff(), top_high = top_low;
  for (int32_t j = 0; j < length; j += TILE_ROWS) {
    const float *key[TILE_ROWS];
    for (int32_t r = 0; r < TILE_ROWS; r++)
      key[r] = keys + (size_t)(j + r < length ? j + r : length - 1) * (size_t)stride;
    const FN(block) c = FN(multiply)(key, 1, queries, width, narrow);
#pragma clang loop unroll(full)
    for (int r = 0; r < TILE_ROWS; r++) {
      STORE(weights + (j + r) * PANEL, c.low[r]);
      top_low = FN(larger)(top_low, c.low[r]);
      if (narrow) continue;
      STORE(weights + (j + r) * PANEL + LANES, c.high[r]);
      top_high = FN(larger)(top_high, c.high[r]);
    }
  }
  vf sum_low = {0}, sum_high = {0};
  for (int32_t j = 0; j < length; j++, weights += PANEL) {
    const vf low = FN(power_of_two)(LOAD(weights) - top_low);
    STORE(weights, low);
    sum_low += low;
    if (narrow) continue;
    const vf high = FN(power_of_two)(LOAD(weights + LANES) - top_high);
    STORE(weights + LANES, high);
    sum_high += high;
  }
  STORE(share, 1.0f / sum_low);
  STORE(share + LANES, 1.0f / sum_high);
}

// out (the rows of `used` queries) = the values, each times its weight.
INLINE void FN(gather)(
    float *out, int32_t stride, const float *weights, const float *share, int32_t used, const float *values,
    int32_t length, int32_t width) {
  for (int32_t first = 0; first < used; first += TILE_ROWS) {
    const float *weight[TILE_ROWS];
    for (int32_t r = 0; r < TILE_ROWS; r++) weight[r] = weights + first + r;
    const float *panel = values;
    for (int32_t start = 0; start < width; start += PANEL, panel += (size_t)PANEL * (size_t)length) {
      const FN(block) c = FN(multiply)(weight, PANEL, panel, length, 0);
      const int32_t columns = width - start < PANEL ? width - start : PANEL;
#pragma clang loop unroll(full)
      for (int32_t r = 0; r < TILE_ROWS; r++) {
        if (first + r >= used) break;
        float *to = out + (size_t)(first + r) * (size_t)stride + start, all[PANEL];
        const int whole = columns == PANEL;
        STORE(whole ? to : all, c.low[r] * share[first + r]);
        STORE((whole ? to : all) + LANES, c.high[r] * share[first + r]);
        if (!whole) memcpy(to, all, sizeof(float) * (size_t)columns);
      }
    }
  }
}

static void FN(attention)(
    const float *qkv, float *out, int32_t length, int32_t heads, int32_t width, float *scratch) {
  _Static_assert(PANEL % TILE_ROWS == 0, "a panel of queries is cut into whole tiles");
  const int32_t hidden = heads * width, stride = 3 * hidden, panels = (width + PANEL - 1) / PANEL;
  // The powers are of two and not of e.
  const float scale = 1.44269504088896341f / __builtin_sqrtf((float)width);
  float *queries = scratch, *values = queries + PANEL * width;
  float *weights = values + (size_t)panels * PANEL * (size_t)length;
  float *share = weights + (size_t)(length + TILE_ROWS) * PANEL;
  for (int32_t head = 0; head < heads; head++) {
    const float *q = qkv + head * width, *k = q + hidden, *v = k + hidden;
    FN(pack_rows)(values, v, stride, length, width);
    for (int32_t first = 0; first < length; first += PANEL) {
      const int32_t used = length - first < PANEL ? length - first : PANEL;
      FN(pack_columns)(queries, q + (size_t)first * (size_t)stride, stride, used, width, scale);
      if (used <= LANES)
        FN(weigh)(weights, share, k, stride, length, queries, width, 1);
      else
        FN(weigh)(weights, share, k, stride, length, queries, width, 0);
      float *to = out + (size_t)first * (size_t)hidden + head * width;
      FN(gather)(to, hidden, weights, share, used, values, length, width);
    }
  }
}

static const bert_kernels FN(kernels) = {
    .layer_norm = FN(layer_norm), .add = FN(add), .add_scaled = FN(add_scaled), .gelu = FN(gelu),
    .attention = FN(attention)};

#undef vf
#undef vi
#undef FN
#undef PASTE
#undef PASTE2
#undef PANEL
#undef LOAD
#undef STORE
#undef INLINE
