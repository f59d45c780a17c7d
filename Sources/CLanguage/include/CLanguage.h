// The door to CLD2, Google's Compact Language Detector 2. CLD2 speaks C++ and its header brings the standard library
// along; behind this one it is a single question in C.

#pragma once

#include <stddef.h>

/// Bytes after the text that have to be readable: CLD2's scanner looks ahead.
#define CLANGUAGE_PADDING 32

/// The language that most of a text is in.
typedef struct {
  /// A code such as `pt` or `zh-Hant`; empty when CLD2 names none, as for what is short or no language.
  char code[16];
  /// Of a hundred bytes of letters, how many are in that language.
  int share;
} clanguage_guess;

#ifdef __cplusplus
extern "C" {
#endif

/// Asks for the language of `count` bytes of plain text, which must be well-formed UTF-8 and have CLANGUAGE_PADDING
/// zeros behind it. May be called from any thread.
clanguage_guess clanguage_detect(const char *text, size_t count);

#ifdef __cplusplus
}
#endif
