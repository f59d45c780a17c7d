#!/usr/bin/env python3
"""Writes Sources/Embedding/ScalarTables.swift: what Hugging Face's `tokenizers` does with each Unicode scalar.

  embedding_tables.py > Sources/Embedding/ScalarTables.swift

Asks the library itself, scalar by scalar, because its Unicode tables are older than any that a standard library
offers, and the models were trained with them. Needs tokenizers.
"""
from tokenizers import normalizers, pre_tokenizers

HANGUL = range(0xAC00, 0xD7A4)


def probe():
    """Scalars by what becomes of them, and the replaced ones with their replacements."""
    normalizer = normalizers.BertNormalizer(lowercase=True)
    splitter = pre_tokenizers.BertPreTokenizer()
    removed, space, ideographs, punctuation, mapped = [], [], [], [], {}
    for value in range(0x110000):
        if 0xD800 <= value <= 0xDFFF:
            continue
        scalar = chr(value)
        if len(splitter.pre_tokenize_str(f"a{scalar}b")) == 3:
            punctuation.append(value)
        result = normalizer.normalize_str(scalar)
        if result == "":
            removed.append(value)
            continue
        if result == " ":
            space.append(value)
            continue
        if len(result) > 2 and result[0] == result[-1] == " ":
            ideographs.append(value)
            result = result[1:-1]
        if result != scalar and value not in HANGUL:
            mapped[value] = [ord(part) for part in result]
    return removed, space, ideographs, punctuation, mapped


def ranges(values):
    found = []
    for value in values:
        if found and found[-1][1] == value - 1:
            found[-1][1] = value
        else:
            found.append([value, value])
    return [f"{a:X}-{b:X}" if a != b else f"{a:X}" for a, b in found]


def run_length(mapped, start, stride):
    """How many scalars from `start` on, `stride` apart, are moved by the same distance."""
    shift, count = mapped[start][0] - start, 1
    while True:
        value = start + stride * count
        between = stride == 2 and value - 1 in mapped
        if between or len(mapped.get(value, [])) != 1 or mapped[value][0] - value != shift:
            return count
        count += 1


def runs(mapped):
    found, last = [], -1
    for value in sorted(mapped):
        if value <= last:
            continue
        count, stride = 1, 1
        if len(mapped[value]) == 1:
            count, stride = max((run_length(mapped, value, s), -s) for s in (1, 2))
            stride = -stride
        last = value + stride * (count - 1)
        source = f"{value:X}" + (f"-{last:X}" if count > 1 else "") + ("/2" if count > 1 and stride == 2 else "")
        found.append(source + "=" + "+".join(f"{part:X}" for part in mapped[value]))
    return found


def wrap(words, width=94):
    lines, line = [], ""
    for word in words:
        if len(line) + 1 + len(word) > width:
            lines.append("    " + line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join(lines + ["    " + line])


TEMPLATE = '''\
// What BERT's uncased tokenizer makes of each Unicode scalar, as one table: it must agree with the tables that the
// models were trained with (Unicode 8 in the Rust crates behind Hugging Face's `tokenizers`), not with the newest
// Unicode, so the standard library's properties will not do. Read off that library, scalar by scalar, by
// `Benchmarks/embedding_tables.py`; Hangul syllables are left out, because their decomposition is arithmetic.

/// The scalars that the tokenizer changes, as ranges and runs in hexadecimal.
enum ScalarTables {
  /// Controls, private use, and nonspacing marks (accents): dropped.
  static let removed = """
%s
    """

  /// White space: ends a word.
  static let space = """
%s
    """

  /// Ideographs: each is a word of its own.
  static let ideographs = """
%s
    """

  /// Punctuation: each is a word of its own.
  static let punctuation = """
%s
    """

  /// Canonically decomposed, accents dropped, lower case.
  ///
  /// `A-B=C` maps a run onto the run that starts at C, `A-B/2=C` every second scalar of it, `A=C+D` one onto several.
  static let mapped = """
%s
    """
}'''


def main():
    removed, space, ideographs, punctuation, mapped = probe()
    parts = [ranges(part) for part in (removed, space, ideographs, punctuation)] + [runs(mapped)]
    print(TEMPLATE % tuple(wrap(part) for part in parts))


if __name__ == "__main__":
    main()
