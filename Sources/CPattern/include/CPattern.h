// The door to RE2, regular expressions in time that grows with the length of the text and nothing else. RE2 speaks C++;
// behind this header it is a handle in C.

#pragma once

#include <stdbool.h>
#include <stddef.h>

/// A compiled pattern. It is never changed, so any thread may ask it.
typedef struct cpattern cpattern;

#ifdef __cplusplus
extern "C" {
#endif

/// Compiles `count` bytes of UTF-8, letters of either case being the same. Without success NULL, and why, ending in
/// zero, in the `room` bytes at `message`.
cpattern *cpattern_create(const char *text, size_t count, char *message, size_t room);

/// The number of instructions of the compiled pattern: a search takes at most as many steps for each byte.
size_t cpattern_size(const cpattern *pattern);

/// Whether the pattern is anywhere in `count` bytes of text. Bytes that are not UTF-8 match nothing.
bool cpattern_is_in(const cpattern *pattern, const char *text, size_t count);

void cpattern_destroy(cpattern *pattern);

#ifdef __cplusplus
}
#endif
