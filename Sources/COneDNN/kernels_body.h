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

// exp(x) for x ≤ 0, to about 1e-7 relative: Cephes' expf (degree 5 after reduction by ln 2 in two parts).
INLINE vf FN(exp_of)(vf x) {
  x = FN(larger)(x, (vf){0} - 87.0f);
  const vf shifted = x * 1.44269504088896341f + 12582912.0f;
  const vf n = shifted - 12582912.0f;
  const vf r = x - n * 0.693359375f + n * 2.12194440e-4f;
  vf p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * r * r + r + 1.0f;
  const vi power = ((vi)shifted - 0x4B400000 + 127) << 23;
  return p * (vf)power;
}

static void FN(layer_norm)(
    float *x, int32_t rows, int32_t width, const float *gain, const float *shift, float epsilon) {
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

// c[TILE_ROWS][PANEL] = a (TILE_ROWS rows) · panel (depth × PANEL); the accumulators stay in registers.
INLINE void FN(tile)(
    float *c, int32_t c_stride, const float *const a[TILE_ROWS], const float *panel, int32_t depth) {
  vf low[TILE_ROWS] = {0}, high[TILE_ROWS] = {0};
  for (int32_t k = 0; k < depth; k++, panel += PANEL) {
    const vf left = LOAD(panel), right = LOAD(panel + LANES);
#pragma clang loop unroll(full)
    for (int r = 0; r < TILE_ROWS; r++) {
      const float value = a[r][k];
      low[r] += left * value;
      high[r] += right * value;
    }
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < TILE_ROWS; r++) {
    STORE(c + r * c_stride, low[r]);
    STORE(c + r * c_stride + LANES, high[r]);
  }
}

// exp((row − its maximum) · scale) in place; returns 1 / the sum. The row is padded with −∞ to whole panels.
INLINE float FN(soften)(float *row, int32_t padded, float scale) {
  vf most = LOAD(row);
  for (int32_t i = LANES; i < padded; i += LANES) most = FN(larger)(most, LOAD(row + i));
  float top = most[0];
  for (int i = 1; i < LANES; i++) top = most[i] > top ? most[i] : top;
  vf total = {0};
  for (int32_t i = 0; i < padded; i += LANES) {
    const vf e = FN(exp_of)((LOAD(row + i) - top) * scale);
    STORE(row + i, e);
    total += e;
  }
  return 1.0f / FN(sum_of)(total);
}

// Keys become panels of PANEL columns (depth: the head's width), values panels of PANEL head positions (depth: the
// text's length), both padded with zeros.
static void FN(pack_head)(
    const float *keys, const float *values, int32_t stride, int32_t length, int32_t width, float *key_panels,
    float *value_panels) {
  const int32_t columns = (length + PANEL - 1) / PANEL * PANEL;
  for (int32_t j = 0; j < columns; j++) {
    float *to = key_panels + (size_t)(j / PANEL) * PANEL * (size_t)width + j % PANEL;
    const float *from = keys + (size_t)j * (size_t)stride;
    for (int32_t d = 0; d < width; d++) to[d * PANEL] = j < length ? from[d] : 0;
  }
  for (int32_t start = 0; start < width; start += PANEL) {
    const int32_t used = width - start < PANEL ? width - start : PANEL;
    for (int32_t j = 0; j < length; j++, value_panels += PANEL) {
      const float *from = values + (size_t)j * (size_t)stride + start;
      for (int32_t d = 0; d < PANEL; d++) value_panels[d] = d < used ? from[d] : 0;
    }
  }
}

static void FN(attention)(
    const float *qkv, float *out, int32_t length, int32_t heads, int32_t width, float *scratch) {
  const int32_t hidden = heads * width, stride = 3 * hidden;
  const int32_t padded = (length + PANEL - 1) / PANEL * PANEL, panels = (width + PANEL - 1) / PANEL;
  const float scale = 1.0f / __builtin_sqrtf((float)width);
  float *key_panels = scratch, *value_panels = key_panels + (size_t)padded * (size_t)width;
  float *scores = value_panels + (size_t)panels * PANEL * (size_t)length;
  float *tile = scores + (size_t)TILE_ROWS * (size_t)padded;
  for (int32_t head = 0; head < heads; head++) {
    const float *q = qkv + head * width;
    FN(pack_head)(q + hidden, q + 2 * hidden, stride, length, width, key_panels, value_panels);
    for (int32_t first = 0; first < length; first += TILE_ROWS) {
      const int32_t used = length - first < TILE_ROWS ? length - first : TILE_ROWS;
      const float *a[TILE_ROWS];
      float share[TILE_ROWS];
      // A short last tile repeats its last row; the surplus is computed and dropped.
      for (int32_t r = 0; r < TILE_ROWS; r++)
        a[r] = q + (size_t)(first + (r < used ? r : used - 1)) * (size_t)stride;
      for (int32_t j = 0; j < padded; j += PANEL)
        FN(tile)(scores + j, padded, a, key_panels + (size_t)j * (size_t)width, width);
      for (int32_t r = 0; r < TILE_ROWS; r++) {
        float *row = scores + r * padded;
        for (int32_t j = length; j < padded; j++) row[j] = -__builtin_inff();
        share[r] = FN(soften)(row, padded, scale);
        a[r] = row;
      }
      for (int32_t panel = 0; panel < panels; panel++) {
        FN(tile)(tile, PANEL, a, value_panels + (size_t)panel * PANEL * (size_t)length, length);
        const int32_t columns = width - panel * PANEL < PANEL ? width - panel * PANEL : PANEL;
        for (int32_t r = 0; r < used; r++) {
          float *to = out + (size_t)(first + r) * (size_t)hidden + head * width + panel * PANEL;
          for (int32_t d = 0; d < columns; d++) to[d] = tile[r * PANEL + d] * share[r];
        }
      }
    }
  }
}

#undef vf
#undef vi
#undef FN
#undef PASTE
#undef PASTE2
#undef PANEL
#undef LOAD
#undef STORE
#undef INLINE
