// The door to libxml2. No libxml2 header may be included here: they drag in the system's ICU, whose types clash
// with the ones in Foundation.

#pragma once

#include <stddef.h>
#include <stdint.h>

typedef enum { CXML_WELL_FORMED = 0, CXML_BROKEN = 1, CXML_NO_MEMORY = 2 } cxml_verdict;

/// What was wrong first; `line` counts from 1 within the bytes given, 0 when nothing was.
typedef struct {
  cxml_verdict verdict;
  int32_t line;
  char message[160];
} cxml_outcome;

/// Judges, by the letter of XML 1.0, one element with all it holds.
///
/// The bytes are UTF-8 and start at the root element: there is no declaration and no DTD, hence no entity beyond
/// the five of XML, and nothing to load.
cxml_outcome cxml_check(const uint8_t *bytes, size_t count);
