#include "engine/imaging/japanese_text.h"

#include <cstring>
#include <iconv.h>

namespace roentgen::imaging {

namespace {

enum class CodeSet { Roman, Kanji, SupplementaryKanji };

struct Escape {
    const char* sequence;
    CodeSet set;
};

// Designations of G0; G1 holds katakana or nothing, so ESC ) I changes nothing.
constexpr Escape escapes[] = {{"\x1b$(D", CodeSet::SupplementaryKanji},
                              {"\x1b$B", CodeSet::Kanji},
                              {"\x1b$@", CodeSet::Kanji},
                              {"\x1b(B", CodeSet::Roman},
                              {"\x1b(J", CodeSet::Roman},
                              {"\x1b)I", CodeSet::Roman}};

// A JIS character of two bytes is the same in EUC-JP with the top bits set (after 0x8F in JIS X 0212).
bool appendKanji(iconv_t converter, CodeSet set, char first, char second, std::string& result) {
    char euc[3] = {char(0x8f), char(first | 0x80), char(second | 0x80)};
    char* input = set == CodeSet::SupplementaryKanji ? euc : euc + 1;
    size_t inputLeft = size_t(euc + 3 - input);
    char utf8[8];
    char* output = utf8;
    size_t outputLeft = sizeof utf8;
    if (::iconv(converter, &input, &inputLeft, &output, &outputLeft) == size_t(-1))
        return false;
    result.append(utf8, size_t(output - utf8));
    return true;
}

bool isDelimiter(char letter) {
    return letter == '\\' || letter == '^' || letter == '=';
}

bool convert(iconv_t converter, const std::string& text, std::string& result) {
    CodeSet set = CodeSet::Roman;
    for (size_t at = 0; at < text.size();) {
        const Escape* found = nullptr;
        for (const Escape& escape : escapes)
            if (text.compare(at, std::strlen(escape.sequence), escape.sequence) == 0)
                found = &escape;
        const auto byte = static_cast<unsigned char>(text[at]);
        if (found) {
            set = found->set;
            at += std::strlen(found->sequence);
        } else if (set != CodeSet::Roman) {
            if (at + 1 >= text.size() || !appendKanji(converter, set, text[at], text[at + 1], result))
                return false;
            at += 2;
        } else if (byte >= 0xa1 && byte <= 0xdf) { // half-width katakana, U+FF61 …
            const unsigned code = 0xff61u + byte - 0xa1u;
            result += {char(0xef), char(0x80 | ((code >> 6) & 0x3f)), char(0x80 | (code & 0x3f))};
            ++at;
        } else if (byte < 0x80) {
            if (isDelimiter(text[at]))
                set = CodeSet::Roman;
            result += text[at++];
        } else {
            return false;
        }
    }
    return true;
}

} // namespace

std::optional<std::string> japaneseToUtf8(const std::string& text) {
    const iconv_t converter = ::iconv_open("UTF-8", "EUC-JP");
    if (converter == iconv_t(-1))
        return std::nullopt;
    std::string result;
    const bool converted = convert(converter, text, result);
    ::iconv_close(converter);
    return converted ? std::optional(result) : std::nullopt;
}

} // namespace roentgen::imaging
