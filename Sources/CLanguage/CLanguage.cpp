#include "CLanguage.h"

#include <cstdio>  // What CLD2's header uses and forgets to include.

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

namespace {
// More than any caller gives, and far below what an int holds.
constexpr size_t kMostBytes = 1 << 20;
}  // namespace

clanguage_guess clanguage_detect(const char *text, size_t count) {
  clanguage_guess guess = {};
  // No hints: what a feed declares is compared with the answer, so it must not have moved it.
  const CLD2::CLDHints none = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int shares[3];
  double scores[3];
  int letters = 0;
  bool is_reliable = false;
  const int size = static_cast<int>(count < kMostBytes ? count : kMostBytes);
  const CLD2::Language best = CLD2::ExtDetectLanguageSummary(
      text, size, /*is_plain_text=*/true, &none, /*flags=*/0, languages, shares, scores,
      /*resultchunkvector=*/nullptr, &letters, &is_reliable);
  if (best == CLD2::UNKNOWN_LANGUAGE) return guess;
  std::snprintf(guess.code, sizeof guess.code, "%s", CLD2::LanguageCode(best));
  guess.share = best == languages[0] ? shares[0] : 0;
  return guess;
}
