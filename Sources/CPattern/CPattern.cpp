#include "CPattern.h"

#include <cstdio>
#include <new>

#include <re2/re2.h>

struct cpattern {
  RE2 expression;
};

namespace {
// For the program and for what a search remembers of it; a search that would need more falls back to a slower way that
// needs none, and is as linear.
constexpr int64_t kMostMemory = 1 << 20;

RE2::Options options() {
  RE2::Options options(RE2::Quiet);
  options.set_case_sensitive(false);
  options.set_never_capture(true);
  options.set_max_mem(kMostMemory);
  return options;
}
}  // namespace

cpattern *cpattern_create(const char *text, size_t count, char *message, size_t room) {
  auto *pattern = new (std::nothrow) cpattern{RE2(re2::StringPiece(text, count), options())};
  if (pattern == nullptr) {
    std::snprintf(message, room, "out of memory");
    return nullptr;
  }
  if (pattern->expression.ok()) return pattern;
  std::snprintf(message, room, "%s", pattern->expression.error().c_str());
  delete pattern;
  return nullptr;
}

size_t cpattern_size(const cpattern *pattern) {
  return static_cast<size_t>(pattern->expression.ProgramSize());
}

bool cpattern_is_in(const cpattern *pattern, const char *text, size_t count) {
  return RE2::PartialMatch(re2::StringPiece(text, count), pattern->expression);
}

void cpattern_destroy(cpattern *pattern) { delete pattern; }
