// The door to libxml2. No libxml2 header may be included here: they drag in the system's ICU, whose types clash
// with the ones in Foundation. Names and text come as spans of UTF-8 that live until the callback returns.

#pragma once

#include <stddef.h>
#include <stdint.h>

/// A span of UTF-8, not terminated; `base` may be NULL when `count` is 0.
typedef struct {
  const uint8_t *base;
  size_t count;
} cxml_bytes;

/// A qualified name; `space` is empty when the prefix is bound to nothing.
typedef struct {
  cxml_bytes prefix;
  cxml_bytes local;
  cxml_bytes space;
} cxml_name;

/// An attribute; references in `value` are resolved.
typedef struct {
  cxml_name name;
  cxml_bytes value;
} cxml_attribute;

/// Where the events go; `user` is handed through untouched.
typedef struct {
  void (*start)(void *user, const cxml_name *name, const cxml_attribute *attributes, size_t count);
  void (*text)(void *user, const uint8_t *base, size_t count);
  void (*end)(void *user, const cxml_name *name);
} cxml_events;

typedef enum { CXML_WELL_FORMED = 0, CXML_BROKEN = 1, CXML_NO_MEMORY = 2 } cxml_verdict;

/// What was wrong first; `line` counts from 1 within the bytes given.
typedef struct {
  cxml_verdict verdict;
  int32_t line;
  char message[160];
} cxml_outcome;

/// Reads one element with all it holds, strictly: events stop at the first breach of well-formedness.
///
/// The bytes are UTF-8 and start at the root element: there is no declaration and no DTD, hence no entity beyond
/// the five of XML. Deeper than `depth` or more than `attributes` on one element counts as broken.
cxml_outcome cxml_read(const uint8_t *bytes, size_t count, const cxml_events *events, void *user,
                       int32_t depth, int32_t attributes);
